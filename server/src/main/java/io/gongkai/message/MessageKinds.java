package io.gongkai.message;

import java.util.List;

/** The kinds of messages that a module sends: one bean of this for each module that tells people something. */
public record MessageKinds(List<MessageKind> kinds) {

    public MessageKinds {
        kinds = List.copyOf(kinds);
    }

    public static MessageKinds of(MessageKind... kinds) {
        return new MessageKinds(List.of(kinds));
    }
}
