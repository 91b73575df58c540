package io.gongkai.message;

import io.gongkai.shared.PersonId;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/** To whom a message goes. */
public sealed interface Recipient {

    /** A mail address, as it was checked by {@link Recipient#of}. */
    record Mailbox(String address) implements Recipient {

        public Mailbox {
            if (address.length() > Addresses.LONGEST
                    || !Addresses.MAIL.matcher(address).matches()) {
                throw new IllegalArgumentException("No mail address");
            }
        }

        /** Not even a record's own words may carry an address into a log. */
        @Override
        public String toString() {
            return "Mailbox";
        }
    }

    /** A telephone that takes SMS: a mobile number of the country in eleven digits, or an international one with its plus. */
    record Telephone(String number) implements Recipient {

        public Telephone {
            if (!Addresses.MOBILE.matcher(number).matches()
                    && !Addresses.ABROAD.matcher(number).matches()) {
                throw new IllegalArgumentException("No mobile number");
            }
        }

        @Override
        public String toString() {
            return "Telephone";
        }
    }

    /** Somebody who works with the program, told as they have chosen; not at all if they have chosen the workbench alone. */
    record Staff(PersonId person) implements Recipient {}

    /**
     * What somebody typed as the way to reach them: a mail address or a mobile number, with blanks, hyphens, full-width signs and
     * +86 as people write them. Empty for everything else, a fixed line too: it takes no SMS.
     */
    static Optional<Recipient> of(String typed) {
        var plain = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        if (plain.contains("@")) {
            var at = plain.lastIndexOf('@');
            var address = plain.substring(0, at) + plain.substring(at).toLowerCase(Locale.ROOT);
            return address.length() <= Addresses.LONGEST
                            && Addresses.MAIL.matcher(address).matches()
                    ? Optional.of(new Mailbox(address))
                    : Optional.empty();
        }
        var digits = plain.replaceAll("[\\s()-]", "");
        var number = digits.replaceFirst("^(?:\\+|00)?86(?=1[3-9][0-9]{9}$)", "");
        return Addresses.MOBILE.matcher(number).matches()
                        || Addresses.ABROAD.matcher(number).matches()
                ? Optional.of(new Telephone(number))
                : Optional.empty();
    }
}
