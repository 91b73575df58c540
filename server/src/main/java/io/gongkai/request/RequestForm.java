package io.gongkai.request;

import io.gongkai.intake.Question;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the form asks (申请表), the same online and at the counter. */
public final class RequestForm {

    /** Name of the door, and beginning of its message keys. */
    public static final String DOOR = "request";

    public static final String UNIT = "unit";
    public static final String WHO = "who";
    public static final String BRANCH = "branch";
    public static final String TITLE = "title";
    public static final String CONTENT = "content";
    public static final String WAY = "way";
    public static final String NAME = "name";
    public static final String CONTACT = "contact";

    /** Holds where a county has decided nothing: Party members and residents. */
    static final Set<ApplicantKind> CIRCLE = Set.of(ApplicantKind.MEMBER, ApplicantKind.RESIDENT);

    static final String RULE = "applicants";

    private static final int LONGEST_TITLE = 60;
    private static final int LONGEST_TEXT = 2000;
    private static final int LONGEST_LINE = 60;

    private RequestForm() {}

    /** What is asked, given what has been answered so far. */
    public static List<Question> questions(Map<String, String> answers) {
        var questions = new ArrayList<Question>();
        questions.add(Question.unit(UNIT));
        questions.add(Question.choice(WHO, names(ApplicantKind.values())));
        if (answers.getOrDefault(WHO, "").equals(ApplicantKind.MEMBER.name())) {
            questions.add(Question.line(BRANCH, true, LONGEST_LINE));
        }
        questions.add(Question.subject(TITLE, LONGEST_TITLE));
        questions.add(Question.text(CONTENT, true, LONGEST_TEXT));
        questions.add(Question.choice(WAY, names(ReplyWay.values())));
        questions.add(Question.line(NAME, true, LONGEST_LINE));
        var way = answers.getOrDefault(WAY, ReplyWay.ONLINE.name());
        questions.add(Question.line(CONTACT, !way.equals(ReplyWay.ONLINE.name()), LONGEST_LINE));
        return questions;
    }

    /** Whether somebody of that kind may ask in the county. */
    static List<Refusal> refusals(Map<String, String> answers, Set<ApplicantKind> circle) {
        return circle.stream().anyMatch(kind -> kind.name().equals(answers.getOrDefault(WHO, "")))
                ? List.of()
                : List.of(Refusal.at(WHO, "request.circle.outside"));
    }

    static Set<ApplicantKind> circle(Map<String, String> rules) {
        var said = rules.getOrDefault(RULE, "");
        return said.isEmpty()
                ? CIRCLE
                : Arrays.stream(said.split(",")).map(ApplicantKind::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    static Map<String, String> rules(Set<ApplicantKind> circle) {
        return Map.of(RULE, EnumSet.copyOf(circle).stream().map(Enum::name).collect(Collectors.joining(",")));
    }

    /** Answers that have been found in order. */
    static Application read(
            OrganizationId organization,
            RequestDoor door,
            Map<String, String> answers,
            LocalDate receivedOn,
            List<UUID> files) {
        return new Application(
                organization,
                door,
                ApplicantKind.valueOf(answers.getOrDefault(WHO, "")),
                answers.getOrDefault(NAME, ""),
                answers.getOrDefault(BRANCH, ""),
                answers.getOrDefault(CONTACT, ""),
                ReplyWay.valueOf(answers.getOrDefault(WAY, "")),
                answers.getOrDefault(TITLE, ""),
                answers.getOrDefault(CONTENT, ""),
                receivedOn,
                files);
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }
}
