package io.gongkai.disclosure;

import io.gongkai.catalog.ContentCategory;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A disclosure together with what its rules look at, read in one go.
 *
 * @param entryItem item of the entry that it names, null without
 * @param entryInForce whether that entry stands in its organization's catalog in force
 * @param publicationStands whether the publication that it made or corrects is still on display
 * @param publicationItem item of that publication
 * @param publishedOn day of that publication, null before
 * @param dutyDueOn last day of the duty, extension counted in
 */
record Matter(
        Disclosure disclosure,
        @Nullable UUID entryItem,
        boolean entryInForce,
        ProposalCheck.@Nullable DutyFacts duty,
        @Nullable LocalDate dutyDueOn,
        boolean publicationStands,
        @Nullable UUID publicationItem,
        @Nullable ContentCategory publicationCategory,
        boolean publicationOpen,
        @Nullable LocalDate publishedOn,
        @Nullable LocalDate noticeUntil,
        boolean outcomeRecorded) {}
