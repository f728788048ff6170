package sparkify.model.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraitsTest {
  @ParameterizedTest
  @CsvSource({
    "Mozilla/5.0 (iPhone; CPU iPhone OS 7_1_2 like Mac OS X) AppleWebKit/537.51.2, MOBILE",
    "Mozilla/5.0 (iPad; CPU OS 7_1_2 like Mac OS X) AppleWebKit/537.51.2, MOBILE",
    "Mozilla/5.0 (Linux; Android 4.4.2; Nexus 5) AppleWebKit/537.36, MOBILE",
    "Mozilla/5.0 (Windows NT 6.1; WOW64; rv:31.0) Gecko/20100101 Firefox/31.0, WINDOWS",
    "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0), WINDOWS",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_4) AppleWebKit/537.36, MAC",
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:31.0) Gecko/20100101, LINUX",
    "curl/7.1, OTHER"
  })
  void recognisesDevicesByTheUserAgent(String userAgent, Device device) {
    assertThat(Device.of(userAgent)).isEqualTo(device);
  }

  @ParameterizedTest
  @CsvSource({
    "'Salem, OR', WEST",
    "'New York-Newark-Jersey City, NY-NJ-PA', NORTHEAST",
    "'Chicago-Naperville-Elgin, IL-IN-WI', MIDWEST",
    "'Washington-Arlington-Alexandria, DC-VA-MD-WV', SOUTH",
    "'Paris, France', OTHER",
    "'', OTHER"
  })
  void recognisesRegionsByTheFirstState(String location, Region region) {
    assertThat(Region.of(location)).isEqualTo(region);
  }

  @Test
  void isOtherWithoutAValue() {
    assertThat(Device.of(null)).isEqualTo(Device.OTHER);
    assertThat(Region.of(null)).isEqualTo(Region.OTHER);
  }
}
