package dev.agentsessions.memory;

import dev.agentsessions.schedule.Schedules;
import dev.agentsessions.testkit.store.SchedulesContract;

class InMemorySchedulesTest implements SchedulesContract {
  private final Schedules schedules = new InMemorySchedules();

  @Override
  public Schedules schedules() {
    return schedules;
  }
}
