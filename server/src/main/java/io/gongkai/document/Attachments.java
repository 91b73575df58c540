package io.gongkai.document;

import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Keeps files. It does not know who may read them: the module whose record bears the file decides. */
@Service
public class Attachments {

    /** Largest file, in bytes: 20 MiB. */
    public static final long LARGEST = 20L * 1024 * 1024;

    /** Stores a file, or says why not: empty, too large, a type that is not allowed, a name that is not a name. */
    public Outcome<Attachment> store(String name, byte[] bytes, PersonId by) {
        throw new UnsupportedOperationException("stub");
    }

    public List<Attachment> find(Collection<UUID> ids) {
        throw new UnsupportedOperationException("stub");
    }

    public byte[] bytes(UUID id) {
        throw new UnsupportedOperationException("stub");
    }
}
