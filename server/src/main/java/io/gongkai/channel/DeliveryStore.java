package io.gongkai.channel;

import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL of the module. Reads {@code disclosure.publication}: what may be shown where is said there. */
@Repository
class DeliveryStore {

    private final JdbcClient jdbc;

    DeliveryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty when it was shown there on that day already. */
    Optional<Delivery> deliver(
            UUID publication, ChannelType channel, LocalDate on, String place, PersonId by, Instant at) {
        return jdbc.sql("""
                        insert into channel.delivery (publication_id, channel, delivered_on, place, recorded_by, recorded_at)
                        values (:publication, :channel, :on, :place, :by, :at)
                            on conflict on constraint shown_once_a_day_and_place do nothing
                        returning id
                        """)
                .param("publication", publication)
                .param("channel", channel.name())
                .param("on", on)
                .param("place", place)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .optional()
                .map(id -> new Delivery(id, publication, channel, on, null, place));
    }

    /** A showing on the site that the program recorded. */
    record OnSite(UUID id, LocalDate on, String title) {}

    /** One statement for every release, most of which are not for society: nothing is read first. */
    Optional<OnSite> deliverOnSite(UUID publication, String site, LocalDate on, Instant at) {
        return jdbc.sql("""
                        with shown as (
                            insert into channel.delivery (publication_id, channel, delivered_on, place, recorded_at)
                            select p.id, 'WEB', :on, :site, :at
                              from disclosure.publication p
                             where p.id = :publication
                               and p.scope = 'SOCIETY'
                               and 'WEB' = any (p.channels)
                               and not exists (
                                   select from channel.delivery d
                                    where d.publication_id = p.id
                                      and d.channel = 'WEB'
                                      and d.recorded_by is null)
                                on conflict on constraint shown_once_a_day_and_place do nothing
                         returning id, publication_id
                        )
                        select s.id, p.title
                          from shown s
                          join disclosure.publication p on p.id = s.publication_id
                        """)
                .param("publication", publication)
                .param("on", on)
                .param("site", site)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new OnSite(row.getObject("id", UUID.class), on, row.getString("title")))
                .optional();
    }

    /** Empty when there is an edition of that channel, day and place already. */
    Optional<Issue> issue(
            OrganizationId organization,
            ChannelType channel,
            LocalDate on,
            String place,
            boolean noChange,
            PersonId by,
            Instant at) {
        return jdbc.sql("""
                        with numbered as (
                            insert into channel.numbering as n (organization_id, channel, year, last)
                            select :organization, :channel, extract(year from cast(:on as date))::int, 1
                             where not exists (
                                   select from channel.issue i
                                    where i.organization_id = :organization
                                      and i.channel = :channel
                                      and i.issued_on = :on
                                      and i.place = :place)
                                on conflict (organization_id, channel, year) do update set last = n.last + 1
                         returning n.year, n.last
                        )
                        insert into channel.issue (
                               organization_id, channel, year, number, issued_on, place, no_change, recorded_by, recorded_at)
                        select :organization, :channel, n.year, n.last, :on, :place, :noChange, :by, :at
                          from numbered n
                        returning id, number
                        """)
                .param("organization", organization.value())
                .param("channel", channel.name())
                .param("on", on)
                .param("place", place)
                .param("noChange", noChange)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Issue(
                        row.getObject("id", UUID.class), organization, channel, row.getInt("number"), on, place, 0))
                .optional();
    }

    List<Delivery> deliverIn(Issue issue, Collection<UUID> publications, PersonId by, Instant at) {
        if (publications.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        insert into channel.delivery (
                               publication_id, channel, delivered_on, issue_id, place, recorded_by, recorded_at)
                        select carried.id, :channel, :on, :issue, :place, :by, :at
                          from unnest(cast(:publications as uuid[])) with ordinality as carried (id, position)
                         order by carried.position
                        returning id, publication_id
                        """)
                .param("channel", issue.channel().name())
                .param("on", issue.on())
                .param("issue", issue.id())
                .param("place", issue.place())
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("publications", texts(publications))
                .query((row, n) -> new Delivery(
                        row.getObject("id", UUID.class),
                        row.getObject("publication_id", UUID.class),
                        issue.channel(),
                        issue.on(),
                        issue.number(),
                        issue.place()))
                .list();
    }

    List<Delivery> of(UUID publication) {
        return jdbc.sql("""
                        select d.id, d.publication_id, d.channel, d.delivered_on, i.number, d.place
                          from channel.delivery d
                          left join channel.issue i on i.id = d.issue_id
                         where d.publication_id = :publication
                         order by d.delivered_on, d.id
                        """)
                .param("publication", publication)
                .query((row, n) -> new Delivery(
                        row.getObject("id", UUID.class),
                        row.getObject("publication_id", UUID.class),
                        ChannelType.valueOf(row.getString("channel")),
                        row.getObject("delivered_on", LocalDate.class),
                        row.getObject("number", Integer.class),
                        row.getString("place")))
                .list();
    }

    Optional<Issue> issue(UUID issue) {
        return jdbc.sql("""
                        select i.id, i.organization_id, i.channel, i.number, i.issued_on, i.place,
                               (select count(d.id) from channel.delivery d where d.issue_id = i.id) as carries
                          from channel.issue i
                         where i.id = :issue
                        """)
                .param("issue", issue)
                .query((row, n) -> new Issue(
                        row.getObject("id", UUID.class),
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        ChannelType.valueOf(row.getString("channel")),
                        row.getInt("number"),
                        row.getObject("issued_on", LocalDate.class),
                        row.getString("place"),
                        row.getInt("carries")))
                .optional();
    }

    /** In the order in which it carries them. */
    List<UUID> carriedBy(UUID issue) {
        return jdbc.sql("""
                        select d.publication_id
                          from channel.delivery d
                         where d.issue_id = :issue
                         order by d.id
                        """).param("issue", issue).query(UUID.class).list();
    }

    Optional<UUID> publicationShownIn(UUID delivery) {
        return jdbc.sql("""
                        select d.publication_id
                          from channel.delivery d
                         where d.id = :delivery
                        """).param("delivery", delivery).query(UUID.class).optional();
    }

    List<Issue> issues(OrganizationId organization, int limit) {
        return jdbc.sql("""
                        select i.id, i.channel, i.number, i.issued_on, i.place,
                               (select count(d.id) from channel.delivery d where d.issue_id = i.id) as carries
                          from channel.issue i
                         where i.organization_id = :organization
                         order by i.issued_on desc, i.id desc
                         limit :limit
                        """)
                .param("organization", organization.value())
                .param("limit", limit)
                .query((row, n) -> new Issue(
                        row.getObject("id", UUID.class),
                        organization,
                        ChannelType.valueOf(row.getString("channel")),
                        row.getInt("number"),
                        row.getObject("issued_on", LocalDate.class),
                        row.getString("place"),
                        row.getInt("carries")))
                .list();
    }

    List<Showable> showables(Collection<UUID> publications) {
        if (publications.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select p.id, p.organization_id, p.title, p.scope, p.channels, p.published_on, p.standing
                          from disclosure.publication p
                         where p.id = any (cast(:publications as uuid[]))
                        """)
                .param("publications", texts(publications))
                .query(DeliveryStore::toShowable)
                .list();
    }

    /** Those that this organization's editions have not carried yet come first, then the newest. */
    List<Showable> candidates(
            OrganizationId organization, Collection<OrganizationId> path, ChannelType channel, int limit) {
        return jdbc.sql("""
                        select p.id, p.organization_id, p.title, p.scope, p.channels, p.published_on, p.standing,
                               exists (
                                   select from channel.delivery d
                                     join channel.issue i on i.id = d.issue_id
                                    where d.publication_id = p.id
                                      and i.channel = :channel
                                      and i.organization_id = :organization) as carried
                          from disclosure.publication p
                         where p.organization_id = any (cast(:path as uuid[]))
                           and p.standing
                           and :channel = any (p.channels)
                           and (p.organization_id = :organization or p.scope in ('SOCIETY', 'LOCAL_UNIT', 'WHOLE_PARTY'))
                         order by carried, p.organization_id <> :organization, p.published_at desc, p.id desc
                         limit :limit
                        """)
                .param("channel", channel.name())
                .param("organization", organization.value())
                .param("path", path.stream().map(OrganizationId::toString).toArray(String[]::new))
                .param("limit", limit)
                .query(DeliveryStore::toShowable)
                .list();
    }

    private static Showable toShowable(ResultSet row, int n) throws SQLException {
        return new Showable(
                row.getObject("id", UUID.class),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("title"),
                DisclosureScope.valueOf(row.getString("scope")),
                Arrays.stream((String[]) row.getArray("channels").getArray())
                        .map(ChannelType::valueOf)
                        .toList(),
                row.getObject("published_on", LocalDate.class),
                row.getBoolean("standing"));
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
