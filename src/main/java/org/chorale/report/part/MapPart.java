package org.chorale.report.part;

import java.util.List;
import java.util.regex.Pattern;
import org.chorale.model.diagnosis.EffectMap;

/** A picture over the mask. */
public record MapPart(String title, String caption, String png) {
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

  /**
   * Of all maps.
   *
   * @throws IllegalArgumentException if a picture is not Base64
   */
  public static List<MapPart> of(List<EffectMap> maps) {
    return maps.stream().map(MapPart::of).toList();
  }

  private static MapPart of(EffectMap map) {
    if (!BASE64.matcher(map.png()).matches()) {
      throw new IllegalArgumentException("The map '%s' is not Base64".formatted(map.title()));
    }
    return new MapPart(map.title(), map.caption(), map.png());
  }
}
