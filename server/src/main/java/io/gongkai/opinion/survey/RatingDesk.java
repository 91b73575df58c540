package io.gongkai.opinion.survey;

import io.gongkai.calendar.Limit;
import io.gongkai.intake.Desk;
import io.gongkai.intake.Incoming;
import io.gongkai.intake.Question;
import io.gongkai.intake.Tracked;
import io.gongkai.intake.TrackingCode;
import io.gongkai.shared.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes in what a sender says that the handling of an opinion is worth. */
@Component
class RatingDesk implements Desk {

    static final String FORM = "opinion-rating";
    static final String WORTH = "worth";
    static final String REMARK = "remark";

    private static final int REMARK_LENGTH_MAX = 400;

    private final Ratings ratings;

    RatingDesk(Ratings ratings) {
        this.ratings = ratings;
    }

    @Override
    public List<String> doors() {
        return List.of();
    }

    @Override
    public List<String> acts() {
        return List.of(FORM);
    }

    @Override
    public List<Question> questions(String form, Map<String, String> answers) {
        return List.of(
                Question.choice(
                        WORTH, Arrays.stream(Worth.values()).map(Enum::name).toList()),
                Question.text(REMARK, false, REMARK_LENGTH_MAX));
    }

    @Override
    public @Nullable Limit promise(String door) {
        return null;
    }

    @Override
    public boolean takesFiles(String form) {
        return false;
    }

    @Override
    public Optional<Refusal> receive(Incoming incoming) {
        return ratings.take(incoming);
    }

    @Override
    public Optional<Tracked> tracked(TrackingCode code) {
        return Optional.empty();
    }

    @Override
    public Optional<Addition> adds(TrackingCode code) {
        return ratings.addition(code);
    }

    @Override
    public List<TrackingCode> codes() {
        return List.of();
    }
}
