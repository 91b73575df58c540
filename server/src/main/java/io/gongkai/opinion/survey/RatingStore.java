package io.gongkai.opinion.survey;

import io.gongkai.intake.TrackingCode;
import io.gongkai.opinion.OpinionStatus;
import io.gongkai.organization.OrganizationId;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL about what senders say that the handling of their opinions is worth. */
@Repository
class RatingStore {

    /**
     * The last asking about an opinion, with the answer that stands.
     *
     * @param rating null while nothing was said
     */
    record Asked(
            UUID opinion,
            OrganizationId organization,
            String title,
            OpinionStatus status,
            int closing,
            @Nullable UUID rating,
            @Nullable Worth worth,
            @Nullable LocalDate firstOn,
            @Nullable LocalDate givenOn) {}

    private final JdbcClient jdbc;

    RatingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Asks about the closing that has just happened. */
    void ask(UUID opinion, LocalDate on) {
        jdbc.sql("""
                        insert into opinion.asking (opinion_id, closing, asked_on)
                        select :opinion, coalesce(max(a.closing), 0) + 1, :on
                          from opinion.asking a
                         where a.opinion_id = :opinion
                        """).param("opinion", opinion).param("on", on).update();
    }

    Optional<Asked> asked(TrackingCode code) {
        return jdbc.sql("""
                        select o.id, o.organization_id, o.title, o.status, a.closing, r.id as rating, r.worth, r.first_on, r.given_on
                          from opinion.opinion o
                          join opinion.asking a on a.opinion_id = o.id
                          left join opinion.rating r
                            on r.opinion_id = a.opinion_id
                           and r.closing = a.closing
                           and not r.replaced
                         where o.code = :code
                         order by a.closing desc
                         limit 1
                        """)
                .param("code", code.text())
                .query((row, n) -> {
                    var worth = row.getString("worth");
                    return new Asked(
                            row.getObject("id", UUID.class),
                            new OrganizationId(row.getObject("organization_id", UUID.class)),
                            row.getString("title"),
                            OpinionStatus.valueOf(row.getString("status")),
                            row.getInt("closing"),
                            row.getObject("rating", UUID.class),
                            worth == null ? null : Worth.valueOf(worth),
                            row.getObject("first_on", LocalDate.class),
                            row.getObject("given_on", LocalDate.class));
                })
                .optional();
    }

    /** Two answers to the same asking wait for one another. */
    void lock(UUID opinion) {
        jdbc.sql("select id from opinion.opinion where id = :opinion for update")
                .param("opinion", opinion)
                .query(UUID.class)
                .optional();
    }

    UUID insert(Asked asked, Worth worth, String remark, LocalDate on, LocalDate firstOn) {
        jdbc.sql("""
                        update opinion.rating
                           set replaced = true
                         where opinion_id = :opinion
                           and closing = :closing
                           and not replaced
                        """)
                .param("opinion", asked.opinion())
                .param("closing", asked.closing())
                .update();
        return jdbc.sql("""
                        insert into opinion.rating (opinion_id, closing, worth, remark, given_on, first_on)
                        values (:opinion, :closing, :worth, :remark, :on, :firstOn)
                        returning id
                        """)
                .param("opinion", asked.opinion())
                .param("closing", asked.closing())
                .param("worth", worth.name())
                .param("remark", remark)
                .param("on", on)
                .param("firstOn", firstOn)
                .query(UUID.class)
                .single();
    }

    /** Of an organization and of everything below it today, by the day on which was asked. */
    RatingCount count(OrganizationId under, LocalDate from, LocalDate until) {
        return jdbc.sql("""
                        select count(*) as asked, count(r.id) as rated,
                               count(*) filter (where r.worth in ('VERY_SATISFIED', 'SATISFIED')) as satisfied
                          from opinion.asking a
                          join opinion.opinion o on o.id = a.opinion_id
                          join organization.ancestry y
                            on y.descendant_id = o.organization_id
                           and y.ancestor_id = :under
                           and y.valid_from <= :until
                           and (y.valid_until is null or :until < y.valid_until)
                          left join opinion.rating r
                            on r.opinion_id = a.opinion_id
                           and r.closing = a.closing
                           and not r.replaced
                         where a.asked_on between :from and :until
                        """)
                .param("under", under.value())
                .param("from", from)
                .param("until", until)
                .query((row, n) -> new RatingCount(row.getInt("asked"), row.getInt("rated"), row.getInt("satisfied")))
                .single();
    }

    Optional<OrganizationId> organizationOf(UUID opinion) {
        return jdbc.sql("select organization_id from opinion.opinion where id = :opinion")
                .param("opinion", opinion)
                .query(UUID.class)
                .optional()
                .map(OrganizationId::new);
    }

    Optional<UUID> opinionRatedBy(UUID rating) {
        return jdbc.sql("select opinion_id from opinion.rating where id = :rating")
                .param("rating", rating)
                .query(UUID.class)
                .optional();
    }
}
