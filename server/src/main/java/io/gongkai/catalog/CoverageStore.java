package io.gongkai.catalog;

import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** SQL of coverage; both statements ask the one function {@code catalog.coverage}, so that a sum and its units agree. */
@Repository
class CoverageStore {

    private final JdbcClient jdbc;

    CoverageStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Coverage> byKind(OrganizationId under, LocalDate day) {
        return jdbc.sql("""
                        select c.kind, count(*) as organizations, count(c.version_id) as in_force,
                               sum(c.required) as required, sum(c.covered) as covered,
                               sum(c.not_applicable) as not_applicable
                          from catalog.coverage(:under, :day) c
                         group by c.kind
                        """)
                .param("under", under.value())
                .param("day", day)
                .query((row, _) -> new Coverage(
                        OrganizationKind.valueOf(row.getString("kind")),
                        row.getInt("organizations"),
                        row.getInt("in_force"),
                        row.getInt("required"),
                        row.getInt("covered"),
                        row.getInt("not_applicable")))
                .list();
    }

    /** The organizations that have a share in a figure, in order of code. */
    List<Coverages.Unit> units(
            OrganizationId under,
            LocalDate day,
            Coverage.Figure figure,
            @Nullable OrganizationKind kind,
            String afterCode,
            int limit) {
        return jdbc.sql("""
                        select u.code, u.name, u.kind, u.quantity, u.missing
                          from (select c.code, c.name, c.kind, c.missing,
                                       case :figure
                                           when 'IN_FORCE' then cast(c.version_id is not null as int)
                                           when 'WITHOUT' then cast(c.version_id is null as int)
                                           when 'COVERED' then c.covered
                                           when 'NOT_APPLICABLE' then c.not_applicable
                                           else c.required - c.covered - c.not_applicable
                                       end as quantity
                                  from catalog.coverage(:under, :day) c) u
                         where u.quantity > 0
                           and (cast(:kind as text) is null or u.kind = :kind)
                           and u.code > :after
                         order by u.code
                         limit :limit
                        """)
                .param("under", under.value())
                .param("day", day)
                .param("figure", figure.name())
                .param("kind", kind == null ? null : kind.name())
                .param("after", afterCode)
                .param("limit", limit)
                .query((row, _) -> new Coverages.Unit(
                        row.getString("code"),
                        row.getString("name"),
                        OrganizationKind.valueOf(row.getString("kind")),
                        row.getInt("quantity"),
                        Arrays.asList((String[]) row.getArray("missing").getArray())))
                .list();
    }
}
