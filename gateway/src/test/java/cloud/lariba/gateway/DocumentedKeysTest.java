package cloud.lariba.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A key that an operator reads of and sets must do something, in whatever module it belongs to: so sources and texts are compared. */
class DocumentedKeysTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** Also with a placeholder for the key of a map, such as {@code <region>}. */
    private static final Pattern KEY = Pattern.compile("(?<![\\w./-])lariba(?:\\.(?:[a-z0-9-]+|<[a-z]+>))+");

    private static final Pattern PREFIX = Pattern.compile("@ConfigMapping\\(prefix = \"([\\w.-]+)\"\\)");
    private static final Pattern INTERFACE_OR_METHOD = Pattern.compile(
            "interface (\\w+)(?: extends (\\w+))?|(@WithParentName\\s+)?([A-Za-z][\\w<>, ]*?)\\s+(\\w+)\\(\\);");

    /** A method of a mapping; {@code segment} is empty when it adds nothing to the key. */
    private record Member(String type, String segment) {}

    @Test
    void every_key_in_the_texts_is_one_that_a_mapping_reads() throws IOException {
        List<Pattern> known = new ArrayList<>();
        for (Path source : sources()) {
            addKeys(Files.readString(source), known);
        }
        assertTrue(known.size() > 30, () -> "keys found in the sources: " + known);

        TreeSet<String> unknown = new TreeSet<>();
        for (Path text : texts()) {
            Matcher key = KEY.matcher(Files.readString(text));
            while (key.find()) {
                String name = key.group();
                String example = name.replaceAll("[<>]", "");
                if (known.stream().noneMatch(mapped -> mapped.matcher(example).matches())) {
                    unknown.add(ROOT.relativize(text) + ": " + name);
                }
            }
        }
        assertEquals(new TreeSet<>(), unknown);
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path parent : List.of(ROOT, ROOT.resolve("libs"))) {
            try (Stream<Path> modules = Files.list(parent)) {
                for (Path module : modules.toList()) {
                    sources.addAll(files(module.resolve("src/main/java"), ".java"));
                }
            }
        }
        return sources;
    }

    private static List<Path> texts() throws IOException {
        List<Path> texts = new ArrayList<>(files(ROOT.resolve("docs"), ".md"));
        texts.add(ROOT.resolve("README.md"));
        return texts;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static void addKeys(String source, List<Pattern> keys) {
        Matcher prefix = PREFIX.matcher(source);
        if (!prefix.find()) {
            return;
        }
        Map<String, List<Member>> interfaces = new LinkedHashMap<>();
        List<Member> members = new ArrayList<>();
        Matcher part = INTERFACE_OR_METHOD.matcher(source.replaceAll("(?s)/\\*.*?\\*/", ""));
        while (part.find()) {
            if (part.group(1) != null) {
                members = interfaces.computeIfAbsent(part.group(1), name -> new ArrayList<>());
                if (part.group(2) != null) {
                    members.add(new Member(part.group(2), ""));
                }
            } else {
                String segment = part.group(5).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
                members.add(new Member(part.group(4), part.group(3) == null ? "\\." + segment : ""));
            }
        }
        String outermost = interfaces.keySet().iterator().next();
        addKeys(Pattern.quote(prefix.group(1)), outermost, interfaces, keys);
    }

    private static void addKeys(String prefix, String name, Map<String, List<Member>> interfaces, List<Pattern> keys) {
        for (Member member : interfaces.getOrDefault(name, List.of())) {
            String key = prefix + member.segment() + (member.type().startsWith("Map<") ? "\\.[\\w-]+" : "");
            interfaces.keySet().stream()
                    .filter(nested -> member.type().matches(".*\\b" + nested + "\\b.*"))
                    .findFirst()
                    .ifPresentOrElse(
                            nested -> addKeys(key, nested, interfaces, keys), () -> keys.add(Pattern.compile(key)));
        }
    }
}
