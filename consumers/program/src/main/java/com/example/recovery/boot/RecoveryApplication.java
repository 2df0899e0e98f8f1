package com.example.recovery.boot;

import com.example.recovery.Recovery;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.time.TimeSource;
import java.net.URI;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The library in a Spring Boot application: one client as a bean, closed with the context. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RecoveryApplication {

    public static void main(String[] args) {
        SpringApplication.run(RecoveryApplication.class, args);
    }

    @Bean
    AuraClient aura(AuraProperties properties, ObjectProvider<TimeSource> time) {
        return AuraClient.builder()
                .baseUrl(properties.url())
                .credentials(properties.clientId(), properties.clientSecret())
                .journal(FileJournal.at(properties.stateDirectory()))
                .time(time.getIfAvailable(TimeSource::system))
                .build();
    }

    @Bean
    Recovery recovery(AuraClient aura) {
        return new Recovery(aura);
    }

    @ConfigurationProperties("aura")
    record AuraProperties(URI url, String clientId, String clientSecret, Path stateDirectory) {}
}
