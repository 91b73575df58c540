package io.gongkai.disclosure;

import io.gongkai.MadeUpCounty;
import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.ChannelType;
import io.gongkai.organization.Organization;
import io.gongkai.shared.Outcome;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Carries matters of a made-up village as far as a test needs them, through the people whose work that is. */
@Component
public class MatterMaker {

    /** Entries of the village's catalog by their scope; see {@link CatalogInForce#ROWS}. */
    public static final int FOR_SOCIETY = 1;

    public static final int FOR_THE_VILLAGE = 2;
    public static final int FOR_MEMBERS = 4;
    public static final int FOR_THE_WHOLE_PARTY = 6;
    public static final int FOR_SPECIFIC_PARTIES = 7;
    public static final int BEFORE_A_DECISION = 8;

    private final CatalogInForce catalogs;
    private final Disclosures disclosures;

    MatterMaker(CatalogInForce catalogs, Disclosures disclosures) {
        this.catalogs = catalogs;
        this.disclosures = disclosures;
    }

    /** What a text says, part by part. */
    public record Words(String title, String summary, String element, String body) {

        /** Every part bears the same words. */
        public static Words all(String words) {
            return new Words(words + "有关情况公开", words + "的有关情况在这里用一句话说明。", words + "如下", "<p>" + words + "详细情况见下文。</p>");
        }
    }

    /** The village's catalog in force, by printed number. */
    public Map<Integer, CatalogEntry> catalog(MadeUpCounty county) {
        return catalogs.of(county, county.village(), county.town());
    }

    public Map<Integer, CatalogEntry> catalog(MadeUpCounty county, Organization organization, Organization superior) {
        return catalogs.of(county, organization, superior);
    }

    public Draft content(
            MadeUpCounty county,
            CatalogEntry entry,
            Words words,
            @Nullable LocalDate displayUntil,
            List<UUID> attachments) {
        var elements = new LinkedHashMap<String, String>();
        entry.elements().forEach(element -> elements.put(element, words.element()));
        var pre = entry.no() == BEFORE_A_DECISION;
        return new Draft(
                county.village().id(),
                pre ? DisclosureKind.PRE_DISCLOSURE : DisclosureKind.REGULAR,
                entry.id(),
                null,
                "",
                words.title(),
                words.summary(),
                elements,
                words.body(),
                entry.scope(),
                entry.audience(),
                List.of(ChannelType.BOARD, ChannelType.MEETING),
                pre ? 15 : null,
                pre ? "村党支部办公室 0376-7921000" : "",
                displayUntil,
                attachments);
    }

    public Disclosure drafted(MadeUpCounty county, Draft content) {
        return done(disclosures.draft(content, county.villageClerk().id()));
    }

    public Disclosure reviewed(MadeUpCounty county, Disclosure draft) {
        done(disclosures.propose(draft.id(), county.villageClerk().id()));
        var secrecy = county.villageSecrecyReviewer().id();
        done(disclosures.review(draft.id(), ReviewKind.SECRECY, "不涉密", secrecy));
        done(disclosures.review(
                draft.id(),
                ReviewKind.PRIVACY,
                "",
                county.villagePrivacyReviewer().id()));
        return done(disclosures.review(draft.id(), ReviewKind.ACCURACY, "", secrecy));
    }

    public Disclosure approved(MadeUpCounty county, Disclosure draft) {
        reviewed(county, draft);
        return done(
                disclosures.approve(draft.id(), "同意", county.villageApprover().id()));
    }

    public Disclosure published(MadeUpCounty county, Draft content) {
        var draft = approved(county, drafted(county, content));
        return done(disclosures.publish(draft.id(), county.villagePublisher().id()));
    }

    public static Disclosure done(Outcome<Disclosure> outcome) {
        return outcome.orThrow();
    }
}
