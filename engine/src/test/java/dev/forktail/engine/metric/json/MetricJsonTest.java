package dev.forktail.engine.metric.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.assignment.condition.Condition;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.metric.Cap;
import dev.forktail.engine.metric.Direction;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.metric.Quantity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricJsonTest {

  @Test
  void whatIsNotSaidHasADefault() {
    var metric = MetricJson.read("{\"key\":\"buys\",\"type\":\"conversion\",\"event\":\"Order\"}");

    assertThat(metric).isEqualTo(Metric.of("buys", new Quantity.Conversion(Measure.of("Order"))));
  }

  @Test
  void whatIsSaidIsThere() {
    var metric =
        MetricJson.read(
            """
            {"key":"revenue","name":"Revenue","description":"of orders","type":"sum",
            "event":"Order Completed","property":"revenue",
            "where":{"attribute":"currency","equals":"EUR"},"window":"7d",
            "cap":{"percentile":0.99},"direction":"down","minimumEffect":0.05,"margin":0}
            """);

    var euros = new Condition.In("currency", List.of("EUR"));
    assertThat(metric)
        .isEqualTo(
            new Metric(
                new MetricKey("revenue"),
                "Revenue",
                "of orders",
                new Quantity.Sum(new Measure("Order Completed", euros, "revenue")),
                Duration.ofDays(7),
                new Cap.Percentile(0.99, true),
                Direction.DOWN,
                0.05,
                0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type':'count','event':'Order','where':{'all':[{'attribute':'a.b','min':5.0},"
            + "{'not':{'attribute':'x','exists':true}}]},'window':'36h','cap':{'value':12.5}",
        "'type':'distinct','event':'Viewed','property':'sku','window':'90s'",
        "'type':'quantile','event':'Loaded','property':'millis','level':0.95",
        "'type':'retention','event':'Opened','day':7",
        "'type':'funnel','steps':[{'event':'Viewed'},"
            + "{'event':'Bought','where':{'attribute':'sku','equals':'x'}}]",
        "'type':'ratio','numerator':{'type':'sum','event':'Order','property':'revenue'},"
            + "'denominator':{'type':'count','event':'Order'}",
      })
  void everyTypeIsWrittenAsItWasRead(String fields) {
    var text =
        "{'key':'k','name':'k',%s,'direction':'up','minimumEffect':0.02,'margin':0.01}"
            .formatted(fields)
            .replace('\'', '"');

    assertThat(MetricJson.write(MetricJson.read(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverAMetricIsItIsReadAsItWasWritten(long seed) {
    var random = new RandomMetrics(seed);
    for (int i = 0; i < 400; i++) {
      var metric = random.next();

      var text = MetricJson.write(metric);

      assertThat(MetricJson.read(text)).as(text).isEqualTo(metric);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | key",
        "{'key':'a b','type':'count','event':'e'} | key",
        "{'key':'a'} | type",
        "{'key':'a','type':'average','event':'e'} | type",
        "{'key':'a','type':'count'} | event",
        "{'key':'a','type':'count','event':''} | event",
        "{'key':'a','type':'count','event':'e','property':'p'} | property",
        "{'key':'a','type':'sum','event':'e'} | property",
        "{'key':'a','type':'sum','event':'e','property':''} | property",
        "{'key':'a','type':'sum','event':'e','property':'p','where':{'attribute':'x'}}"
            + " | where.attribute",
        "{'key':'a','type':'quantile','event':'e','property':'p'} | level",
        "{'key':'a','type':'quantile','event':'e','property':'p','level':1} | level",
        "{'key':'a','type':'retention','event':'e','day':0} | day",
        "{'key':'a','type':'retention','event':'e','day':1.5} | day",
        "{'key':'a','type':'funnel','steps':[{'event':'e'}]} | steps",
        "{'key':'a','type':'funnel','steps':[{'event':'e'},{}]} | steps[1].event",
        "{'key':'a','type':'funnel','steps':[{'event':'e'},{'event':'f','property':'p'}]}"
            + " | steps[1].property",
        "{'key':'a','type':'ratio','numerator':{'type':'count','event':'e'}} | denominator",
        "{'key':'a','type':'ratio','numerator':{'type':'funnel'}} | numerator.type",
        "{'key':'a','type':'ratio','numerator':{'type':'sum','event':'e'}} | numerator.property",
        "{'key':'a','type':'count','event':'e','window':'1w'} | window",
        "{'key':'a','type':'count','event':'e','window':'0d'} | window",
        "{'key':'a','type':'count','event':'e','window':'366d'} | window",
        "{'key':'a','type':'count','event':'e','window':7} | window",
        "{'key':'a','type':'count','event':'e','cap':5} | cap",
        "{'key':'a','type':'count','event':'e','cap':{}} | cap",
        "{'key':'a','type':'count','event':'e','cap':{'value':1,'percentile':0.9}} | cap",
        "{'key':'a','type':'count','event':'e','cap':{'percentile':99}} | cap.percentile",
        "{'key':'a','type':'count','event':'e','cap':{'value':'1'}} | cap.value",
        "{'key':'a','type':'conversion','event':'e','cap':{'value':1}} | cap",
        "{'key':'a','type':'count','event':'e','direction':'left'} | direction",
        "{'key':'a','type':'count','event':'e','minimumEffect':0} | minimumEffect",
        "{'key':'a','type':'count','event':'e','margin':-0.1} | margin",
        "{'key':'a','type':'count','event':'e','colour':1} | colour",
      })
  void whatIsWrongIsNamedByItsField(String text, String field) {
    assertThatThrownBy(() -> MetricJson.read(text.replace('\'', '"')))
        .isInstanceOfSatisfying(
            WrongFieldException.class,
            wrong -> {
              assertThat(wrong.field()).isEqualTo(field);
              assertThat(wrong.reason()).endsWith(".");
            });
  }
}
