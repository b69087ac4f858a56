package org.chorale.job;

import java.io.IOException;
import java.io.OutputStream;
import org.chorale.model.diagnosis.Diagnosis;

/** A page for people that shows a diagnosis. */
@FunctionalInterface
public interface ReportPage {
  /** Writes the page, UTF-8; the caller closes. */
  void write(Diagnosis diagnosis, OutputStream out) throws IOException;
}
