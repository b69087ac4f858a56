package org.chorale.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.SiteDiagnosis;

/**
 * The numbers of the charts as JSON that can lie in a script element: no {@code <}, {@code >},
 * {@code &} and no line separator of Unicode is written as itself, so nothing in it ends the
 * element. Numbers have five digits; those that do not exist are null.
 */
final class ChartData {
  private static final MathContext DIGITS = new MathContext(5);
  private static final ObjectMapper JSON = mapper();

  private ChartData() {}

  static String of(Diagnosis diagnosis) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("sites", diagnosis.sites().stream().map(SiteDiagnosis::label).toList());
    parts.put("noun", diagnosis.run().featureNoun());
    parts.put("residuals", diagnosis.residuals());
    parts.put("heatMap", diagnosis.heatMap());
    parts.put("components", diagnosis.components());
    parts.put("classifiers", diagnosis.classifiers());
    parts.put("covariates", diagnosis.covariates());
    parts.put("overlaps", diagnosis.overlaps());
    try {
      return JSON.writeValueAsString(parts);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectMapper mapper() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(Double.class, new ShortNumber());
    module.addSerializer(double.class, new ShortNumber());
    module.addSerializer(String.class, new Shown());
    ObjectMapper mapper = new ObjectMapper().registerModule(module);
    mapper.getFactory().setCharacterEscapes(new ForScriptElements());
    return mapper;
  }

  private static final class ShortNumber extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider serializers)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString());
      } else {
        out.writeNull();
      }
    }
  }

  private static final class Shown extends JsonSerializer<String> {
    @Override
    public void serialize(String value, JsonGenerator out, SerializerProvider serializers)
        throws IOException {
      out.writeString(VisibleText.of(value));
    }
  }

  private static final class ForScriptElements extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
      for (char c : new char[] {'<', '>', '&'}) {
        codes[c] = CharacterEscapes.ESCAPE_STANDARD;
      }
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      // The line separators: part of a JSON text, but not of every script's.
      return c == 0x2028 || c == 0x2029 ? new SerializedString("\\u%04x".formatted(c)) : null;
    }
  }
}
