package io.gongkai.ledger;

import java.util.Arrays;
import java.util.List;

/**
 * What an entry says beyond its measure, from a closed list (domain.md 6.1): of a request how it ended and who had made it.
 */
public enum Detail {
    DISCLOSED(Aspect.OUTCOME),
    PARTLY_DISCLOSED(Aspect.OUTCOME),
    ALREADY_PUBLIC(Aspect.OUTCOME),
    REFUSED_SECRET(Aspect.OUTCOME),
    REFUSED_PRIVACY(Aspect.OUTCOME),
    REFUSED_OTHER(Aspect.OUTCOME),
    NOT_HELD(Aspect.OUTCOME),
    OTHER_BODY(Aspect.OUTCOME),
    TRANSFERRED_TO_GOVERNMENT_INFORMATION(Aspect.OUTCOME),
    EXPLAINED_ON_SPOT(Aspect.OUTCOME),
    DUPLICATE(Aspect.OUTCOME),
    WITHDRAWN(Aspect.OUTCOME),
    /** A Party member. */
    MEMBER(Aspect.APPLICANT),
    /** Anybody else who asks for himself. */
    RESIDENT(Aspect.APPLICANT),
    /** A legal person or another body. */
    ORGANIZATION(Aspect.APPLICANT);

    /** A question that a detail answers; of each an entry has one answer or, where its measure does not ask, none. */
    public enum Aspect {
        OUTCOME,
        APPLICANT;

        public List<Detail> details() {
            return Arrays.stream(Detail.values())
                    .filter(detail -> detail.aspect == this)
                    .toList();
        }
    }

    private final Aspect aspect;

    Detail(Aspect aspect) {
        this.aspect = aspect;
    }

    public Aspect aspect() {
        return aspect;
    }
}
