package dev.rekindle.core.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** UTF-8, and UTF-16 with a byte order mark, as goyaml reads them (readerc.go). */
final class Encodings {
    private Encodings() {}

    static String decode(byte[] bytes) {
        if (starts(bytes, 0xFF, 0xFE, 0, 0) || starts(bytes, 0, 0, 0xFE, 0xFF)) {
            throw new PodFormatException(
                    "UTF-32, which kubectl does not read: expected UTF-8, or UTF-16 with a byte order mark");
        }
        if (starts(bytes, 0xFF, 0xFE)) {
            return decode(bytes, StandardCharsets.UTF_16LE, "UTF-16");
        }
        if (starts(bytes, 0xFE, 0xFF)) {
            return decode(bytes, StandardCharsets.UTF_16BE, "UTF-16");
        }
        return decode(bytes, StandardCharsets.UTF_8, "UTF-8");
    }

    private static String decode(byte[] bytes, Charset charset, String name) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            return charset.newDecoder().decode(buffer).toString();
        } catch (CharacterCodingException e) {
            throw new PodFormatException(
                    "not " + name + " text: the byte at offset " + buffer.position() + " fits no character");
        }
    }

    private static boolean starts(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
