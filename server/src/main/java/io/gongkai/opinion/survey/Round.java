package io.gongkai.opinion.survey;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A round of questions (测评、征求意见).
 *
 * @param organization which holds it; a survey's sample lies within it
 * @param intro what those who are asked are told first
 * @param frameUnit what its sample is counted in, null for an opinion form
 * @param closesOn last day for answers by code
 * @param told what may leave it, null until it is counted
 */
public record Round(
        UUID id,
        RoundKind kind,
        OrganizationId organization,
        String organizationCode,
        String organizationName,
        String title,
        String intro,
        @Nullable FrameUnit frameUnit,
        LocalDate closesOn,
        RoundStatus status,
        Questionnaire questionnaire,
        @Nullable Told told,
        @Nullable PersonId closedBy,
        @Nullable Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable Instant releasedAt,
        @Nullable String annulledWhy) {}
