package org.chorale.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A browser without a window, spoken to by the Chrome DevTools Protocol. */
final class Chromium implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LISTENING = "DevTools listening on ";

  /** What takes longer has hung. */
  private static final long SECONDS = 120;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();

  private Chromium(Process process, URI address) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Messages()).join();
  }

  static Chromium start(Path program, Path profile) throws IOException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(LISTENING)) {
        return new Chromium(process, URI.create(line.substring(LISTENING.length())));
      }
    }
    throw new IOException("Chromium ended before it listened");
  }

  /** A page of its own, at a width. */
  Tab tab(int width) throws IOException {
    String target =
        call("", "Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
    String session =
        call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asText();
    Tab tab = new Tab(session);
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      tab.call(domain + ".enable", Map.of());
    }
    tab.call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    return tab;
  }

  private JsonNode call(String session, String method, Map<String, Object> parameters)
      throws IOException {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    socket.sendText(message.toString(), true).orTimeout(SECONDS, TimeUnit.SECONDS).join();
    JsonNode said = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    if (said.has("error")) {
      throw new IOException(method + ": " + said.get("error"));
    }
    return said.get("result");
  }

  @Override
  public void close() throws IOException {
    call("", "Browser.close", Map.of());
    process.onExit().join();
  }

  /** A page. */
  final class Tab {
    private final String session;

    private Tab(String session) {
      this.session = session;
    }

    JsonNode call(String method, Map<String, Object> parameters) throws IOException {
      return Chromium.this.call(session, method, parameters);
    }

    /** Opens a file and waits until all its charts are drawn. */
    void open(Path file) throws IOException {
      call("Page.navigate", Map.of("url", file.toUri().toString()));
      evaluate(
          """
          new Promise(done => {
            const ready = () => location.protocol === 'file:' && document.readyState === 'complete'
              && document.documentElement.dataset.charts !== undefined;
            const look = () => ready() ? done(true) : setTimeout(look, 10);
            look();
          })""");
    }

    /** The value of an expression, or of what it promises. */
    JsonNode evaluate(String expression) throws IOException {
      JsonNode said =
          call(
              "Runtime.evaluate",
              Map.of(
                  "expression", expression,
                  "awaitPromise", true,
                  "returnByValue", true,
                  "userGesture", true));
      if (said.has("exceptionDetails")) {
        throw new IOException(said.get("exceptionDetails").toString());
      }
      return said.get("result").path("value");
    }

    /** Errors, warnings and exceptions, whoever complains. */
    List<String> complaints() {
      return events("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
          .map(JsonNode::toString)
          .toList();
    }

    /** Addresses that were asked for, but for those that are data themselves. */
    List<String> requests() {
      return events("Network.requestWillBeSent")
          .map(event -> event.at("/params/request/url").asText())
          .filter(url -> !url.startsWith("data:"))
          .toList();
    }

    private Stream<JsonNode> events(String... methods) {
      return events.stream()
          .filter(event -> event.path("sessionId").asText().equals(session))
          .filter(event -> List.of(methods).contains(event.path("method").asText()));
    }
  }

  /** Puts messages together and hands them to who waits for them. */
  private final class Messages implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        deliver(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    private void deliver(String said) {
      try {
        JsonNode message = JSON.readTree(said);
        CompletableFuture<JsonNode> waiting = answers.remove(message.path("id").asInt());
        if (waiting != null) {
          waiting.complete(message);
        } else {
          events.add(message);
        }
      } catch (IOException e) {
        answers.values().forEach(answer -> answer.completeExceptionally(e));
      }
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      answers.values().forEach(answer -> answer.completeExceptionally(error));
    }
  }
}
