package io.gongkai.opinion;

/**
 * Who spoke, where that is known (身份信息).
 *
 * @param name may be a family name with a title
 * @param contact telephone number or e-mail address, without blanks
 * @param home village, group or unit; may be empty
 */
public record Sender(String name, String contact, String home) {

    static final int NAME_MAX = 30;
    static final int CONTACT_MAX = 60;
    static final int HOME_MAX = 60;

    public Sender {
        name = name.strip();
        contact = contact.replaceAll("[\\s-]+", "");
        home = home.strip();
    }

    boolean isUnknown() {
        return name.isEmpty() && contact.isEmpty() && home.isEmpty();
    }
}
