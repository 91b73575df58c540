package io.gongkai.document;

import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps files. It does not know who may read them: the module whose record bears the file decides. */
@Service
public class Attachments {

    /** Largest file, in bytes: 20 MiB. */
    public static final long LARGEST = 20L * 1024 * 1024;

    private static final int LONGEST_NAME = 120;

    private final AttachmentStore store;
    private final Clock clock;

    Attachments(AttachmentStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Stores a file, or says why not: empty, too large, a type that is not allowed, a name that is not a name.
     *
     * @param by null for what came from outside
     */
    @Transactional
    public Outcome<Attachment> store(String name, byte[] bytes, @Nullable PersonId by) {
        var refusals = refusals(name, bytes);
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        return switch (FileType.of(name, bytes)) {
            case FileType.Refused(var ground) -> Outcome.refused(ground);
            case FileType.Known(var mediaType) ->
                Outcome.done(store.insert(
                        name, mediaType, sha256(bytes), bytes, clock.instant().truncatedTo(ChronoUnit.MICROS), by));
        };
    }

    /** Everything for which {@link #store} would refuse it. */
    public List<Refusal> refusals(String name, byte[] bytes) {
        var refusals = new ArrayList<>(refusalsOfName(name));
        if (bytes.length == 0) {
            refusals.add(Refusal.at("attachment", "document.attachment.empty", name));
        }
        if (bytes.length > LARGEST) {
            refusals.add(Refusal.at("attachment", "document.attachment.tooLarge", name, LARGEST / (1024 * 1024)));
        }
        if (refusals.isEmpty() && FileType.of(name, bytes) instanceof FileType.Refused(var ground)) {
            refusals.add(ground);
        }
        return refusals;
    }

    /** Those of the ids that exist, in the order given. */
    public List<Attachment> find(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : store.find(ids);
    }

    /** Those of the ids that this person stored: nobody may hang another's file on a record of his own. */
    public Set<UUID> storedBy(Collection<UUID> ids, PersonId person) {
        return ids.isEmpty() ? Set.of() : store.storedBy(ids, person);
    }

    /** @throws java.util.NoSuchElementException when there is no such file */
    public byte[] bytes(UUID id) {
        return store.bytes(id);
    }

    private static List<Refusal> refusalsOfName(String name) {
        var refusals = new ArrayList<Refusal>();
        if (name.isBlank() || name.startsWith(".") || !name.equals(name.strip())) {
            refusals.add(Refusal.at("attachment", "document.attachment.noName"));
        }
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            refusals.add(Refusal.at("attachment", "document.attachment.nameTooLong", LONGEST_NAME));
        }
        if (name.codePoints().anyMatch(Attachments::isNoPartOfAName)) {
            refusals.add(Refusal.at("attachment", "document.attachment.nameSigns"));
        }
        return refusals;
    }

    /** Path signs, and signs that cannot be seen: among them the one that writes "gpj.exe" as "exe.jpg". */
    private static boolean isNoPartOfAName(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> "/\\:*?\"<>|".indexOf(sign) >= 0;
        };
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
