package io.gongkai.request;

import io.gongkai.intake.Question;
import io.gongkai.organization.OrganizationId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** What the form of a topic asks, online and at the counter: no name, for the answer is for everybody. */
public final class TopicForm {

    /** Name of the door, and beginning of its message keys. */
    public static final String DOOR = "topic";

    public static final String UNIT = "unit";
    public static final String WHO = "who";
    public static final String TITLE = "title";
    public static final String CONTENT = "content";

    private static final int LONGEST_TITLE = 60;
    private static final int LONGEST_TEXT = 1000;

    private TopicForm() {}

    public static List<Question> questions() {
        return List.of(
                Question.unit(UNIT),
                Question.choice(WHO, List.of(ApplicantKind.MEMBER.name(), ApplicantKind.RESIDENT.name())),
                Question.subject(TITLE, LONGEST_TITLE),
                Question.text(CONTENT, false, LONGEST_TEXT));
    }

    static Topics.Nomination read(
            OrganizationId organization, RequestDoor door, Map<String, String> answers, LocalDate receivedOn) {
        return new Topics.Nomination(
                organization,
                door,
                ApplicantKind.valueOf(answers.getOrDefault(WHO, "")),
                answers.getOrDefault(TITLE, ""),
                answers.getOrDefault(CONTENT, ""),
                receivedOn);
    }
}
