package io.gongkai.web;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.Encoder;

/**
 * An address as a code that telephones read, drawn by the template as one path.
 *
 * @param size of a side in modules, the quiet zone of four on each side not counted
 * @param path of the dark modules
 */
public record QrCode(String address, int size, String path) {

    public static QrCode of(String address) {
        try {
            var matrix = Encoder.encode(address, ErrorCorrectionLevel.M).getMatrix();
            var path = new StringBuilder();
            for (var y = 0; y < matrix.getHeight(); y++) {
                for (var x = 0; x < matrix.getWidth(); x++) {
                    if (matrix.get(x, y) == 1) {
                        path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                    }
                }
            }
            return new QrCode(address, matrix.getWidth(), path.toString());
        } catch (WriterException e) {
            throw new IllegalArgumentException("Too long for a QR code: " + address, e);
        }
    }

    public String viewBox() {
        return "-4 -4 %d %d".formatted(size + 8, size + 8);
    }
}
