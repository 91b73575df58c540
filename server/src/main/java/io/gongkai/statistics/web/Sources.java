package io.gongkai.statistics.web;

import io.gongkai.statistics.Evidence;
import io.gongkai.web.Page;
import org.jspecify.annotations.Nullable;

/** Where the record behind a fact is looked at, and how the fact is called. */
final class Sources {

    private Sources() {}

    /** For people who may see the work; null where no page shows it alone. */
    static @Nullable String forStaff(Evidence.Item item) {
        var id = item.source().id();
        return switch (item.source().type()) {
            case "FACT" -> "/work/facts/" + id;
            case "CORRECTION" -> "/work/corrections/" + id;
            case "ORGANIZATION", "LEADING_GROUP", "FACILITY", "STANDING" ->
                "/work/organizations/" + item.organizationCode();
            case "CATALOG_VERSION" -> "/work/catalogs/versions/" + id;
            case "PUBLICATION" -> "/work/reading/" + id;
            case "DELIVERY" -> "/work/deliveries/" + id;
            case "ISSUE" -> "/work/issues/" + id;
            case "REQUEST", "RATING" -> "/work/requests/" + id;
            case "REPLY" -> "/work/replies/" + id;
            case "FORUM" -> "/work/forums/" + id;
            case "OPINION", "OPINION_CLOSED", "OPINION_REPLIED" -> "/work/opinions/" + id;
            case "TOPIC" -> "/work/topics/" + id;
            case "SURVEY", "OPINION_FORM" -> "/work/surveys/behind/" + id;
            case "OPINION_RATING" -> "/work/ratings/" + id;
            default -> null;
        };
    }

    /** For everybody; null where nothing about it was released. */
    static @Nullable String forAll(Evidence.Item item) {
        if (!item.open()) {
            return null;
        }
        return switch (item.source().type()) {
            case "PUBLICATION" -> "/p/" + item.source().id();
            case "DELIVERY" -> "/shown/" + item.source().id();
            case "ISSUE" -> "/issue/" + item.source().id();
            case "ORGANIZATION", "LEADING_GROUP", "FACILITY", "STANDING" -> "/org/" + item.organizationCode();
            default -> null;
        };
    }

    static String summary(Evidence.Item item, Page page) {
        if (item.source().type().equals("STANDING")) {
            return page.t(
                    "statistics.evidence.standing." + item.measure().name(),
                    String.valueOf(item.occurredOn().getYear()));
        }
        return item.source().type().equals("CORRECTION")
                ? page.t("statistics.evidence.correction", item.summary())
                : item.summary();
    }

    /** What is said of a fact whose words were not released. */
    static String neutral(Evidence.Item item, Page page) {
        return page.t(
                item.source().type().equals("CORRECTION")
                        ? "statistics.evidence.correction.neutral"
                        : "statistics.evidence.neutral",
                page.t(item.measure()));
    }
}
