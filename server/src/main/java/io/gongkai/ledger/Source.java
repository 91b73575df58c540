package io.gongkai.ledger;

import io.gongkai.organization.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The record behind an entry.
 *
 * @param type ORGANIZATION, LEADING_GROUP, FACILITY, CATALOG_VERSION, PUBLICATION, DELIVERY, ISSUE, REQUEST, REPLY, RATING,
 *     TOPIC, OPINION, OPINION_CLOSED, OPINION_REPLIED, FORUM, SURVEY, OPINION_FORM, OPINION_RATING, FACT, CORRECTION or STANDING
 */
public record Source(String type, UUID id) {

    /**
     * The source of a yearly standing: the same for everyone who finds it, so that it counts once. The ledger puts it in
     * place of whatever source a yearly fact is recorded with; {@link Ledger#reverse} takes the standing back by it.
     */
    public static Source standing(Measure measure, OrganizationId organization, int year) {
        var name = measure.name() + '/' + organization + '/' + year;
        return new Source("STANDING", UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }
}
