package org.chorale.job;

import java.util.List;
import org.chorale.model.Model;
import org.chorale.model.NewScans;
import org.chorale.model.Site;

/**
 * What an application is going to do, known before a value is changed.
 *
 * @param model that is applied, of the first batch variable
 * @param scans sorted and coded
 * @param sites those the scans are of, and what becomes of each
 * @param features what they are
 * @param warnings sentences for the user
 */
public record ApplicationPlan(
    Model model, NewScans scans, List<Site> sites, Features features, List<String> warnings) {}
