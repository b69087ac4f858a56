/**
 * The model directory: everything needed to apply, refit and explain, for any JSON and Parquet
 * reader.
 *
 * <pre>
 *   model.json                                    written last: without it there is no model
 *   features/block-00000.parquet                  α, σ², β, one row per feature
 *   moments/site_key=s0000/block-00000.parquet    n, ȳ, Cyy, Czy of the site, one row per feature
 *   estimates/site_key=s0000/block-00000.parquet  γ̂, δ̂, γ*, δ* of the site, one row per feature
 * </pre>
 *
 * A block is a run of features, solved by one task; its files hold one row group each, so that an
 * apply task reads the file of the site and block it works on and nothing else.
 */
package org.chorale.io.modeldir;
