package io.gongkai.statistics.web;

import io.gongkai.document.Attachment;
import io.gongkai.document.Attachments;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** Keeps the file that came with a form, in its field {@code attachment}. */
final class Upload {

    private Upload() {}

    /** Null where none came, or where it is refused: then the grounds say why. */
    static @Nullable UUID store(
            Attachments attachments, @Nullable MultipartFile file, PersonId by, List<Refusal> grounds) {
        if (file == null || file.isEmpty()) {
            return null;
        }
        try {
            return switch (attachments.store(String.valueOf(file.getOriginalFilename()), file.getBytes(), by)) {
                case Outcome.Done<Attachment>(var stored) -> stored.id();
                case Outcome.Refused<Attachment>(var refusals) -> {
                    refusals.forEach(
                            refusal -> grounds.add(new Refusal(refusal.code(), "attachment", refusal.details())));
                    yield null;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
