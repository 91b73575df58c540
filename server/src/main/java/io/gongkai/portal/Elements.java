package io.gongkai.portal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A publication's elements (公开要素) as they are stored: name to text, in the order of the page. */
@Component
class Elements {

    private final JsonMapper json;

    Elements(JsonMapper json) {
        this.json = json;
    }

    Map<String, String> read(String stored) {
        return json.readValue(stored, new TypeReference<LinkedHashMap<String, String>>() {});
    }
}
