package io.gongkai.message;

/**
 * Address and text of a message, as they are sealed.
 *
 * @param sender the organization's name
 * @param subject empty for SMS
 */
record Letter(String address, String sender, String subject, String text) {

    @Override
    public String toString() {
        return "Letter";
    }
}
