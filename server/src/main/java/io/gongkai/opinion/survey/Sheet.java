package io.gongkai.opinion.survey;

import io.gongkai.organization.OrganizationId;
import java.util.Map;

/** One filled-in sheet: where it belongs and what it says, by name of the question. Nothing of who or when. */
record Sheet(OrganizationId organization, Map<String, String> answers) {

    Sheet {
        answers = Map.copyOf(answers);
    }
}
