package sparkify.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
  @TempDir private Path folder;

  @Test
  void hashesAKnownText() {
    assertThat(Sha256.hex("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(new Sha256().hex())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(new Sha256().add("abc").bytes()).hasSize(32);
  }

  @Test
  void hashesPartsLikeTheirConcatenationInOrder() {
    assertThat(new Sha256().add("a").add("é".getBytes(StandardCharsets.UTF_8)).hex())
        .isEqualTo(Sha256.hex("aé"))
        .isNotEqualTo(Sha256.hex("éa"));
  }

  @Test
  void hashesAFileLikeItsBytes() throws IOException {
    byte[] bytes = new byte[200_001];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve("file"), bytes);
    assertThat(new Sha256().add(file).hex()).isEqualTo(new Sha256().add(bytes).hex());
  }

  @Test
  void hashesWhatIsWrittenToItsStream() throws IOException {
    Sha256 hash = new Sha256().add("a");
    hash.stream().write("bc".getBytes(StandardCharsets.UTF_8));
    assertThat(hash.hex()).isEqualTo(Sha256.hex("abc"));
  }
}
