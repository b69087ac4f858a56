/**
 * The model directory: everything needed to apply, refit and explain, for any JSON and Parquet
 * reader.
 *
 * <pre>
 *   model.json                                   written last: without it there is no model
 *   features/part-00000.parquet                  α, σ², β, one row per feature
 *   moments/site_key=s0000/part-00000.parquet    n, ȳ, Cyy, Czy of the site, one row per feature
 *   gaps/site_key=s0000/part-00000.parquet       z̄, Czz of features with missing values
 *   estimates/site_key=s0000/part-00000.parquet  γ̂, δ̂, γ*, δ* of the site, one row per feature
 * </pre>
 *
 * A directory of moments that a site shares has features (names alone), moments and gaps in the
 * same files, and {@code moments.json}; a design file has the specification and the design.
 *
 * <p>A part is a run of blocks, solved by one task; a block is a run of features and a row group of
 * its files, so that an apply task reads the row group of the site and block it works on and
 * nothing else.
 */
package org.chorale.io.modeldir;
