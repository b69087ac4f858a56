package org.chorale.stats.bayes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The joint rules of the references, on changes made up for it. */
class JointChangeRulesTest {
  private static JointChange halving(int steps) {
    JointChange change = new JointChange(steps);
    for (int k = 0; k < steps; k++) {
      change.record(k, Math.pow(0.9, k));
    }
    return change;
  }

  @Test
  void withoutGrowthBothRulesAgree() {
    JointChange change = halving(200);
    int steps = change.stepsTaken();
    assertThat(change.stepsTaken(StopRule.COMBATFAMILY)).isEqualTo(steps).isGreaterThan(31);
  }

  @Test
  void growthEndsOnlyPastTheFirstSteps() {
    JointChange early = halving(200);
    early.record(20, 0.5);
    assertThat(early.stepsTaken(StopRule.COMBATFAMILY)).isEqualTo(early.stepsTaken());
    JointChange late = halving(200);
    late.record(40, 0.5);
    assertThat(late.stepsTaken(StopRule.COMBATFAMILY)).isEqualTo(41);
    assertThat(late.stepsTaken()).isGreaterThan(41);
  }
}
