package dev.agentsessions.cron;

import dev.agentsessions.schedule.Cron;
import dev.agentsessions.testkit.schedule.CronContract;

class UnixCronTest implements CronContract {
  @Override
  public Cron cron() {
    return new UnixCron();
  }
}
