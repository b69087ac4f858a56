package org.chorale.job.diagnose;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.NewFile;
import org.chorale.model.diagnosis.Diagnosis;

/** {@code diagnosis.json}: the findings for other programs; numbers that do not exist are null. */
final class DiagnosisJson {
  private static final String FILE = "diagnosis.json";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .registerModule(
              new SimpleModule()
                  .addSerializer(Double.class, new FiniteOrNull())
                  .addSerializer(double.class, new FiniteOrNull()));

  private DiagnosisJson() {}

  static void write(Configuration conf, Path directory, Diagnosis diagnosis) throws IOException {
    try (OutputStream out = NewFile.create(conf, new Path(directory, FILE))) {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(diagnosis) + "\n";
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static final class FiniteOrNull extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }
}
