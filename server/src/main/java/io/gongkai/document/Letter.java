package io.gongkai.document;

import java.util.List;

/**
 * An official letter (公文), as an office sends it to somebody who asked: laid out after GB/T 9704.
 *
 * @param issuer whose letter it is, as it stands at the head
 * @param number under which it is kept (发文字号)
 * @param addressee with the colon that follows it
 * @param paragraphs of the text; one that holds several lines becomes as many
 * @param enclosures names of what goes along, without the word for it
 * @param enclosed the word for enclosures, with its colon
 * @param signature who signs, mostly the issuer
 * @param date as it is written below the signature
 * @param folio with a place for the page's number, for instance {@code — %s —}
 */
public record Letter(
        String issuer,
        String number,
        String title,
        String addressee,
        List<String> paragraphs,
        List<String> enclosures,
        String enclosed,
        String signature,
        String date,
        String folio) {

    public Letter {
        paragraphs = paragraphs.stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        enclosures = List.copyOf(enclosures);
    }
}
