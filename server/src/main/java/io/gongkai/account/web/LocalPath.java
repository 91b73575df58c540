package io.gongkai.account.web;

/** An address that leads back into this program and nowhere else. */
final class LocalPath {

    private LocalPath() {}

    /** The address itself when it is a plain path of ours, else the home page. */
    static String of(String address) {
        var local = address.startsWith("/")
                && !address.startsWith("//")
                && !address.startsWith("/sign-")
                && address.chars().noneMatch(character -> character <= ' ' || character == '\\' || character == 127);
        return local ? address : "/";
    }
}
