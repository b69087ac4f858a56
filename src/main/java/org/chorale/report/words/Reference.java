package org.chorale.report.words;

/** A paper that a method or test comes from. */
enum Reference {
  JOHNSON_2007(
      "Johnson and others 2007",
      "Johnson WE, Li C, Rabinovic A (2007). Adjusting batch effects in microarray expression data using empirical Bayes methods. Biostatistics 8:118–127."),
  FORTIN_2017(
      "Fortin and others 2017",
      "Fortin JP, Parker D, Tunç B, and others (2017). Harmonization of multi-site diffusion tensor imaging data. NeuroImage 161:149–170."),
  FORTIN_2018(
      "Fortin and others 2018",
      "Fortin JP, Cullen N, Sheline YI, and others (2018). Harmonization of cortical thickness measurements across scanners and sites. NeuroImage 167:104–120."),
  STEIN_2015(
      "Stein and others 2015",
      "Stein CK, Qu P, Epstein J, and others (2015). Removing batch effects from purified plasma cell gene expression microarrays with modified ComBat. BMC Bioinformatics 16:63."),
  POMPONIO_2020(
      "Pomponio and others 2020",
      "Pomponio R, Erus G, Habes M, and others (2020). Harmonization of large MRI datasets for the analysis of brain imaging patterns throughout the lifespan. NeuroImage 208:116450."),
  WOOD_2011(
      "Wood 2011",
      "Wood SN (2011). Fast stable restricted maximum likelihood and marginal likelihood estimation of semiparametric generalized linear models. Journal of the Royal Statistical Society B 73:3–36."),
  HU_2023(
      "Hu and others 2023",
      "Hu F, Chen AA, Horng H, and others (2023). Image harmonization: a review of statistical and deep learning methods for removing batch effects and evaluation metrics for effective harmonization. NeuroImage 274:120125."),
  HORNG_2022(
      "Horng and others 2022",
      "Horng H, Singh A, Yousefi B, and others (2022). Generalized ComBat harmonization methods for radiomic features with multi-modal distributions and multiple batch effects. Scientific Reports 12:4493."),
  BEER_2020(
      "Beer and others 2020",
      "Beer JC, Tustison NJ, Cook PA, and others (2020). Longitudinal ComBat: a method for harmonizing longitudinal multi-scanner imaging data. NeuroImage 220:117129."),
  CHEN_2022(
      "Chen and others 2022",
      "Chen AA, Beer JC, Tustison NJ, and others (2022). Mitigating site effects in covariance for machine learning in neuroimaging data. Human Brain Mapping 43:1179–1195."),
  RITCHIE_2015(
      "Ritchie and others 2015",
      "Ritchie ME, Phipson B, Wu D, and others (2015). limma powers differential expression analyses for RNA-sequencing and microarray studies. Nucleic Acids Research 43:e47."),
  BENJAMINI_1995(
      "Benjamini and Hochberg 1995",
      "Benjamini Y, Hochberg Y (1995). Controlling the false discovery rate: a practical and powerful approach to multiple testing. Journal of the Royal Statistical Society B 57:289–300."),
  KRUSKAL_1952(
      "Kruskal and Wallis 1952",
      "Kruskal WH, Wallis WA (1952). Use of ranks in one-criterion variance analysis. Journal of the American Statistical Association 47:583–621."),
  BROWN_1974(
      "Brown and Forsythe 1974",
      "Brown MB, Forsythe AB (1974). Robust tests for the equality of variances. Journal of the American Statistical Association 69:364–367."),
  BARTLETT_1937(
      "Bartlett 1937",
      "Bartlett MS (1937). Properties of sufficiency and statistical tests. Proceedings of the Royal Society A 160:268–282."),
  FLIGNER_1976(
      "Fligner and Killeen 1976",
      "Fligner MA, Killeen TJ (1976). Distribution-free two-sample tests for scale. Journal of the American Statistical Association 71:210–213."),
  MCARDLE_2001(
      "McArdle and Anderson 2001",
      "McArdle BH, Anderson MJ (2001). Fitting multivariate models to community data: a comment on distance-based redundancy analysis. Ecology 82:290–297."),
  SHROUT_1979(
      "Shrout and Fleiss 1979",
      "Shrout PE, Fleiss JL (1979). Intraclass correlations: uses in assessing rater reliability. Psychological Bulletin 86:420–428.");

  /** As it is named in a sentence. */
  final String inText;

  /** As it stands in a list. */
  final String full;

  Reference(String inText, String full) {
    this.inText = inText;
    this.full = full;
  }
}
