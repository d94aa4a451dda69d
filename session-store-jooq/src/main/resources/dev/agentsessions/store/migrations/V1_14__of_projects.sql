-- What acts in a project is of one that is there: tasks go with it, and one with schedules stays.
delete from task where project not in (select id from project);
alter table task add constraint task_project_fk foreign key (project) references project (id) on delete cascade;

delete from schedule where project not in (select id from project);
alter table schedule add constraint schedule_project_fk foreign key (project) references project (id);
