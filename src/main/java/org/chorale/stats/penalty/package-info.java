/**
 * Penalised covariate effects and their smoothing parameters λ, from what a feature's moments sum
 * to over sites.
 *
 * <p>With C = Σᵢ Czz, c = Σᵢ Czy and c_yy = Σᵢ Cyy, sites unpenalised, everything about the fit of
 * the full model with its S site columns is exact in these: (C + λS)β = c, because partialling the
 * site columns out (they are complete) leaves within-site deviations; RSS = c_yy − 2βᵀc + βᵀCβ;
 * effective degrees of freedom S + tr (C + λS)⁻¹C, the site columns counting whole; and |XᵀX + λS|
 * = Πnᵢ · |C + λS|, the Schur complement of the site columns' diagonal block. So GCV and REML,
 * which are made of those, need no scan. Wood 2017, Generalized Additive Models, 2nd edition,
 * sections 6.2.1 and 6.2.5. Knows no spline and no site.
 */
package org.chorale.stats.penalty;
