package io.gongkai.portal;

import io.gongkai.intake.Desk;
import io.gongkai.intake.Desks;
import io.gongkai.intake.Envelope;
import io.gongkai.intake.Incoming;
import io.gongkai.intake.TrackingCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries inward what was sent without a name: all that was sealed with one key at once, shuffled, on a later day than it was
 * sent, in one transaction; then the key is destroyed. From then on nothing anywhere tells when any of it was sent: the log of the
 * database remembers at which moment each envelope was put down, and nobody can open it any more (docs/decisions/0015).
 *
 * <p>The private key lies in a file of the data directory, outside the database and never in a backup of it. A program killed
 * at any moment loses nothing: the file goes only after the transaction has been committed.
 */
@Component
public class NightMail {

    private static final Logger log = LoggerFactory.getLogger(NightMail.class);

    /** Fewer are not carried together until they have waited {@link #LONGEST} days: one alone could be guessed. */
    static final int FEWEST = 3;

    /** Calendar days. */
    public static final int LONGEST = 7;

    /** What lies in an envelope; an empty form is there to hide the others. */
    record Letter(String form, String code, Map<String, String> answers) {

        static final Letter BLANK = new Letter("", "", Map.of());

        boolean isBlank() {
            return form.isEmpty();
        }
    }

    private record Key(UUID id, LocalDate since, PrivateKey secret) {}

    private final SealedStore store;
    private final Desks desks;
    private final JsonMapper json;
    private final Clock clock;
    private final Path folder;
    private final boolean carries;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock one = new ReentrantLock();

    NightMail(
            SealedStore store,
            Desks desks,
            JsonMapper json,
            Clock clock,
            PlatformTransactionManager transactions,
            @Value("${gongkai.data}") Path data,
            @Value("${gongkai.zone}") String zone) {
        this.store = store;
        this.desks = desks;
        this.json = json;
        this.clock = clock;
        this.folder = data.toAbsolutePath().resolve("sealing-keys");
        this.carries = !zone.toLowerCase(Locale.ROOT).equals("public");
        this.transaction = new TransactionTemplate(transactions);
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Offers a key as soon as the program is ready, so that nobody has to be told to come back. */
    @EventListener
    void on(ApplicationReadyEvent event) {
        if (carries) {
            one.lock();
            try {
                forgetOldKeys();
                offerKey();
            } finally {
                one.unlock();
            }
        }
    }

    /** On the first occasion of a new day. */
    @Scheduled(initialDelay = 600_000, fixedDelay = 600_000)
    void carryWhenDue() {
        if (carries) {
            carry(false);
        }
    }

    /** Carries everything now, also what was sent today; at the end of a test, and before the program is taken down for good. */
    public void carryNow() {
        carry(true);
    }

    private void carry(boolean now) {
        one.lock();
        try {
            if (!isAsPromised()) {
                close();
                return;
            }
            for (var key : keys()) {
                if (now || isDue(key)) {
                    carry(key);
                }
            }
            offerKey();
        } finally {
            one.unlock();
        }
    }

    private boolean isDue(Key key) {
        var today = LocalDate.now(clock);
        return key.since().isBefore(today)
                && (!key.since().plusDays(LONGEST).isAfter(today)
                        || store.envelopes(key.id()).stream()
                                        .filter(envelope ->
                                                !letter(key, envelope).isBlank())
                                        .count()
                                >= FEWEST);
    }

    /** The new key is there before the old one goes: who seals meanwhile takes the new one. */
    private void carry(Key key) {
        var next = newKey();
        store.retire(key.id());
        transaction.executeWithoutResult(_ -> {
            store.lock(key.id());
            var letters = new ArrayList<>(store.envelopes(key.id()).stream()
                    .map(envelope -> letter(key, envelope))
                    .filter(letter -> !letter.isBlank())
                    .toList());
            Collections.shuffle(letters, random);
            var left = letters.stream().filter(letter -> !takeIn(letter)).toList();
            store.remove(key.id());
            left.forEach(letter -> store.insert(next.id(), closed(next.publicKey(), letter)));
        });
        destroy(file(key.id()));
    }

    /** The desk works within a savepoint: what fails leaves nothing behind, and goes with the next mail. */
    private boolean takeIn(Letter letter) {
        try {
            var refusal = Objects.requireNonNull(savepoint.execute(_ -> desks.of(letter.form())
                    .receive(new Incoming(
                            letter.form(),
                            new TrackingCode(letter.code()),
                            LocalDate.now(clock),
                            letter.answers(),
                            List.of()))));
            if (refusal.isPresent()) {
                log.warn(
                        "Something that was sent without a name came too late: {}",
                        refusal.get().code());
            }
            return true;
        } catch (RuntimeException e) {
            // Neither its words nor a message that may quote them may come into the log.
            log.error(
                    "Something that was sent without a name could not be taken in and is kept: {} at {}",
                    e.getClass().getName(),
                    e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0]);
            return false;
        }
    }

    private boolean isAsPromised() {
        return store.isAsPromised() && desks.all().stream().allMatch(Desk::keepsItsPromise);
    }

    /** The door closes: nobody is promised what could not be kept. */
    private void close() {
        log.error("The tables could tell when something was sent without a name; nothing more is taken in without one");
        keys().forEach(key -> store.retire(key.id()));
    }

    private void offerKey() {
        if (isAsPromised()) {
            var keys = keys();
            keys.forEach(key -> store.offer(key.id(), LocalDate.now(clock)));
            if (keys.isEmpty()) {
                newKey();
            }
        } else {
            close();
        }
    }

    // ------------------------------------------------------------------ keys

    private record NewKey(UUID id, byte[] publicKey) {}

    private NewKey newKey() {
        var pair = Envelope.keys();
        var id = UUID.randomUUID();
        write(id, pair.getPrivate());
        store.insertKey(id, pair.getPublic().getEncoded(), LocalDate.now(clock));
        return new NewKey(id, pair.getPublic().getEncoded());
    }

    private void write(UUID id, PrivateKey secret) {
        try {
            Files.createDirectories(folder);
            var fresh = Files.createTempFile(
                    folder,
                    "key",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    fresh,
                    LocalDate.now(clock) + "\n" + Base64.getEncoder().encodeToString(secret.getEncoded()) + "\n");
            try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, file(id), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(UUID id) {
        return folder.resolve(id + ".key");
    }

    /** Those of this node; what another has sealed waits for that one. */
    private List<Key> keys() {
        return store.keys().stream().flatMap(id -> key(id).stream()).toList();
    }

    private Optional<Key> key(UUID id) {
        try {
            if (!Files.exists(file(id))) {
                return Optional.empty();
            }
            var lines = Files.readAllLines(file(id));
            return Optional.of(new Key(
                    id,
                    LocalDate.parse(lines.getFirst()),
                    Envelope.privateKey(Base64.getDecoder().decode(lines.getLast()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a program that was killed between the two: the key is gone from the database, its file is not. */
    private void forgetOldKeys() {
        var known = new HashSet<>(store.keys());
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var name = file.getFileName().toString().replace(".key", "");
                if (known.stream().noneMatch(id -> id.toString().equals(name))) {
                    destroy(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Overwritten before it goes, as far as a disk lets one. */
    private static void destroy(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate((int) Files.size(file)), 0);
            channel.force(true);
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ------------------------------------------------------------------ letters

    private Letter letter(Key key, byte[] envelope) {
        return json.readValue(Envelope.open(key.secret(), envelope), Letter.class);
    }

    private byte[] closed(byte[] publicKey, Letter letter) {
        return Envelope.close(publicKey, json.writeValueAsBytes(letter));
    }
}
