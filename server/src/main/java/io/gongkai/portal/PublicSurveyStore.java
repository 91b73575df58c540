package io.gongkai.portal;

import io.gongkai.opinion.survey.Questionnaire;
import io.gongkai.opinion.survey.RatingCount;
import io.gongkai.opinion.survey.RoundKind;
import io.gongkai.opinion.survey.Told;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** What public pages ask about rounds of questions, as the portal role. */
@Repository
class PublicSurveyStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PublicSurveyStore(@Qualifier("portalJdbc") JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<PublicSurvey.Slip> slip(byte[] hash) {
        return jdbc.sql("""
                        select s.id, o.code, o.name, s.kind, s.title, s.intro, s.closes_on, s.asking, s.questions, s.told,
                               s.released_on, p.used
                          from portal.survey_slip p
                          join portal.survey s on s.id = p.survey_id
                          join portal.organization o on o.id = s.organization_id
                         where p.code_hash = :hash
                        """)
                .param("hash", hash)
                .query((row, n) -> new PublicSurvey.Slip(toSurvey(row, n), row.getBoolean("used")))
                .optional();
    }

    Optional<PublicSurvey> survey(UUID id) {
        return jdbc.sql("""
                        select s.id, o.code, o.name, s.kind, s.title, s.intro, s.closes_on, s.asking, s.questions, s.told,
                               s.released_on
                          from portal.survey s
                          join portal.organization o on o.id = s.organization_id
                         where s.id = :id
                        """).param("id", id).query(this::toSurvey).optional();
    }

    List<PublicSurvey> releasedOf(UUID unit, String code, int limit) {
        return jdbc.sql("""
                        select s.id, o.code, o.name, s.kind, s.title, s.intro, s.closes_on, s.asking, s.questions, s.told,
                               s.released_on
                          from portal.survey s
                          join portal.organization o on o.id = s.organization_id
                         where s.told is not null
                           and (s.organization_id = :unit
                                or exists (select
                                             from json_array_elements(s.told -> 'parts') as part
                                            where part ->> 'code' = :code))
                         order by s.released_on desc, s.id desc
                         limit :limit
                        """)
                .param("unit", unit)
                .param("code", code)
                .param("limit", limit)
                .query(this::toSurvey)
                .list();
    }

    Optional<RatingCount> ratings(UUID unit, int year) {
        return jdbc.sql("""
                        select r.asked, r.rated, r.satisfied
                          from portal.rating r
                         where r.organization_id = :unit
                           and r.year = :year
                        """)
                .param("unit", unit)
                .param("year", year)
                .query((row, n) -> new RatingCount(row.getInt("asked"), row.getInt("rated"), row.getInt("satisfied")))
                .optional();
    }

    private PublicSurvey toSurvey(ResultSet row, int number) throws SQLException {
        var told = row.getString("told");
        return new PublicSurvey(
                row.getObject("id", UUID.class),
                row.getString("code"),
                row.getString("name"),
                RoundKind.valueOf(row.getString("kind")),
                row.getString("title"),
                row.getString("intro"),
                row.getObject("closes_on", LocalDate.class),
                row.getBoolean("asking"),
                json.readValue(row.getString("questions"), Questionnaire.class),
                told == null ? null : json.readValue(told, Told.class),
                row.getObject("released_on", LocalDate.class));
    }
}
