package io.gongkai.opinion.survey;

import io.gongkai.organization.OrganizationForm;

/**
 * How many sheets a rate needs so that it may be told as one (domain.md 4.1): 30 or one in twenty of those who could be asked,
 * whichever is more; 10 in a branch of fewer than a hundred. Below that the answer is "sample too small" (样本不足).
 */
public final class SampleRule {

    /**
     * Below this many sheets nothing of a group leaves the round, neither to the public nor into the return: who said what
     * could be guessed. Small groups are told together.
     */
    public static final int LEAST_GROUP = 5;

    private static final int LEAST = 30;
    private static final int ONE_IN = 20;
    private static final int SMALL_BRANCH = 100;
    private static final int LEAST_IN_SMALL_BRANCH = 10;

    private SampleRule() {}

    /** @param population households or members in the frame */
    public static int least(OrganizationForm form, int population) {
        return form == OrganizationForm.BRANCH && population < SMALL_BRANCH
                ? LEAST_IN_SMALL_BRANCH
                : Math.max(LEAST, Math.ceilDiv(population, ONE_IN));
    }
}
