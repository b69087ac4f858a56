package org.chorale.io.picture;

import java.util.HashMap;
import java.util.Map;

/** Digits of numbers and letters of directions, five dots wide and seven high. */
final class Glyphs {
  static final int WIDTH = 5;
  static final int HEIGHT = 7;

  private static final Map<Character, boolean[]> DOTS = new HashMap<>();

  static {
    put('0', ".###.", "#...#", "#...#", "#...#", "#...#", "#...#", ".###.");
    put('1', "..#..", ".##..", "..#..", "..#..", "..#..", "..#..", ".###.");
    put('2', ".###.", "#...#", "....#", "...#.", "..#..", ".#...", "#####");
    put('3', ".###.", "#...#", "....#", "..##.", "....#", "#...#", ".###.");
    put('4', "...#.", "..##.", ".#.#.", "#..#.", "#####", "...#.", "...#.");
    put('5', "#####", "#....", "####.", "....#", "....#", "#...#", ".###.");
    put('6', ".###.", "#....", "#....", "####.", "#...#", "#...#", ".###.");
    put('7', "#####", "....#", "....#", "...#.", "..#..", "..#..", "..#..");
    put('8', ".###.", "#...#", "#...#", ".###.", "#...#", "#...#", ".###.");
    put('9', ".###.", "#...#", "#...#", ".####", "....#", "....#", ".###.");
    put('.', ".....", ".....", ".....", ".....", ".....", "..#..", "..#..");
    put('-', ".....", ".....", ".....", ".###.", ".....", ".....", ".....");
    put('+', ".....", "..#..", "..#..", "#####", "..#..", "..#..", ".....");
    put('E', "#####", "#....", "#....", "####.", "#....", "#....", "#####");
    put('L', "#....", "#....", "#....", "#....", "#....", "#....", "#####");
    put('R', "####.", "#...#", "#...#", "####.", "#.#..", "#..#.", "#...#");
    put('A', ".###.", "#...#", "#...#", "#####", "#...#", "#...#", "#...#");
    put('P', "####.", "#...#", "#...#", "####.", "#....", "#....", "#....");
    put('S', ".####", "#....", "#....", ".###.", "....#", "....#", "####.");
    put('I', ".###.", "..#..", "..#..", "..#..", "..#..", "..#..", ".###.");
  }

  private Glyphs() {}

  private static void put(char letter, String... rows) {
    boolean[] dots = new boolean[WIDTH * HEIGHT];
    for (int i = 0; i < dots.length; i++) {
      dots[i] = rows[i / WIDTH].charAt(i % WIDTH) == '#';
    }
    DOTS.put(letter, dots);
  }

  /**
   * Whether a dot of a letter is set.
   *
   * @throws IllegalArgumentException if there is no such letter
   */
  static boolean isSet(char letter, int x, int y) {
    boolean[] dots = DOTS.get(letter);
    if (dots == null) {
      throw new IllegalArgumentException("There is no letter '%s' for pictures".formatted(letter));
    }
    return dots[WIDTH * y + x];
  }
}
