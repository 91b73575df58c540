package io.gongkai.message;

import java.util.List;

/** What came of giving a message to a gateway. */
sealed interface HandOver {

    /**
     * It was taken.
     *
     * @param references under which receipts will come, one for each part; empty where none will
     */
    record Accepted(List<String> references) implements HandOver {

        public Accepted {
            references = List.copyOf(references);
        }
    }

    /**
     * It was surely not taken, but may be later.
     *
     * @param taken references of the parts that were, of a long one
     */
    record Deferred(Ground ground, String detail, List<String> taken, int parts) implements HandOver {

        public Deferred {
            taken = List.copyOf(taken);
        }

        static Deferred whole(Ground ground, String detail) {
            return new Deferred(ground, detail, List.of(), 1);
        }
    }

    /** It was not taken and never will be. */
    record Refused(Ground ground, String detail) implements HandOver {}

    /**
     * Nobody can say whether it was taken.
     *
     * @param taken references of the parts that surely were, of a long one
     */
    record Lost(Ground ground, String detail, List<String> taken, int parts) implements HandOver {

        public Lost {
            taken = List.copyOf(taken);
        }

        static Lost whole(Ground ground, String detail) {
            return new Lost(ground, detail, List.of(), 1);
        }
    }
}
