package org.chorale.io.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.junit.jupiter.api.Test;

class CanonicalFooterTest {
  /** Of a writer that ran out of memory: closing it must not hide why. */
  @Test
  void anEndThatWasNotWrittenToItsEndIsLeftAlone() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    CanonicalFooter footer =
        new CanonicalFooter(
            new DelegatingPositionOutputStream(file) {
              @Override
              public long getPos() {
                return file.size();
              }
            });
    footer.write("values".getBytes(StandardCharsets.US_ASCII), 0, 6);
    footer.holdBack();
    byte[] half = new byte[64];
    Arrays.fill(half, (byte) 5);
    footer.write(half, 0, half.length);
    footer.close();
    assertThat(file.toString(StandardCharsets.US_ASCII)).isEqualTo("values");
  }
}
