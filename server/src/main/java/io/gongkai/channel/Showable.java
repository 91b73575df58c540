package io.gongkai.channel;

import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.organization.OrganizationId;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A publication as far as showing it needs it.
 *
 * @param channels the approved ones: a showing may narrow, never widen
 */
public record Showable(
        UUID publication,
        OrganizationId organization,
        String title,
        DisclosureScope scope,
        List<ChannelType> channels,
        LocalDate publishedOn,
        boolean standing) {

    public Showable {
        channels = List.copyOf(channels);
    }
}
