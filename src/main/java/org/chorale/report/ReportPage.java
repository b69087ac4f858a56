package org.chorale.report;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.reflect.MissingWrapper;
import com.github.mustachejava.reflect.ReflectionObjectHandler;
import com.github.mustachejava.util.Wrapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.chorale.model.diagnosis.Diagnosis;

/** The HTML page of a diagnosis: one file that needs no network. */
public final class ReportPage {
  private ReportPage() {}

  /**
   * Writes the page in UTF-8. Equal diagnoses give equal bytes. The stream is flushed and stays
   * open.
   *
   * @throws IllegalArgumentException if a map's picture is not Base64
   */
  public static void write(Diagnosis diagnosis, OutputStream out) throws IOException {
    Mustache page = templates().compile("page.mustache");
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    page.execute(writer, PageView.of(diagnosis)).flush();
  }

  private static DefaultMustacheFactory templates() {
    DefaultMustacheFactory templates = new Templates();
    templates.setObjectHandler(new EveryNameIsKnown());
    return templates;
  }

  private static final class Templates extends DefaultMustacheFactory {
    Templates() {
      super("org/chorale/report");
    }

    @Override
    public void encode(String value, Writer writer) {
      super.encode(VisibleText.of(value), writer);
    }
  }

  /**
   * Refuses names that no record has, which would be empty places in the page, and knows {@code
   * any.rows}: whether the list {@code rows} has elements.
   */
  private static final class EveryNameIsKnown extends ReflectionObjectHandler {
    private static final String ANY = "any.";

    @Override
    public Wrapper find(String name, List<Object> scopes) {
      if (name.startsWith(ANY)) {
        Wrapper list = find(name.substring(ANY.length()), scopes);
        return inner -> !((List<?>) list.call(inner)).isEmpty();
      }
      Wrapper wrapper = super.find(name, scopes);
      if (wrapper instanceof MissingWrapper) {
        throw new MustacheException("The template asks for a name that nothing has: " + name);
      }
      return wrapper;
    }
  }
}
