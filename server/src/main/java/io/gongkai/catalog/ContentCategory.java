package io.gongkai.catalog;

import io.gongkai.ledger.Measure;

/** The eight content categories of the 2010 opinion (公开类别), rows 25-32 of the return; C1 to C8 in the catalogs. */
public enum ContentCategory {
    RESOLUTION(Measure.RESOLUTION_CONTENT),
    IDEOLOGY(Measure.IDEOLOGY_CONTENT),
    ORGANIZATION(Measure.ORGANIZATION_CONTENT),
    LEADERSHIP_TEAM(Measure.LEADERSHIP_TEAM_CONTENT),
    CADRE(Measure.CADRE_CONTENT),
    SERVICE(Measure.SERVICE_CONTENT),
    INTEGRITY(Measure.INTEGRITY_CONTENT),
    OTHER(Measure.OTHER_CONTENT);

    private final Measure measure;

    ContentCategory(Measure measure) {
        this.measure = measure;
    }

    /** What the ledger counts when a matter of this category is published. */
    public Measure measure() {
        return measure;
    }
}
