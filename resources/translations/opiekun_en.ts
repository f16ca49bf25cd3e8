<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AlarmBar</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BriefBar</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CalendarServerSection</name>
    <message numerus="yes">
        <source>%n calendar(s) connected; what stands in them comes now.</source>
        <translation>
            <numerusform>%n calendar connected; what stands in it comes now.</numerusform>
            <numerusform>%n calendars connected; what stands in them comes now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▲ %n event(s) that were deleted here come back: most of a calendar was gone.</source>
        <translation>
            <numerusform>▲ %n event that was deleted here comes back: most of a calendar was gone.</numerusform>
            <numerusform>▲ %n events that were deleted here come back: most of a calendar was gone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) made here before go there now.</source>
        <translation>
            <numerusform>%n change made here before goes there now.</numerusform>
            <numerusform>%n changes made here before go there now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▲ %n change(s) made here before cannot go there.</source>
        <translation>
            <numerusform>▲ %n change made here before cannot go there.</numerusform>
            <numerusform>▲ %n changes made here before cannot go there.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConflictPage</name>
    <message numerus="yes">
        <source>%n occurrence(s) that you alone changed stay as you have them, whichever version you keep.</source>
        <translation>
            <numerusform>%n occurrence that you alone changed stays as you have it, whichever version you keep.</numerusform>
            <numerusform>%n occurrences that you alone changed stay as you have them, whichever version you keep.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DayPart</name>
    <message numerus="yes">
        <source>{collision} and %n more</source>
        <translation>
            <numerusform>{collision} and %n more</numerusform>
            <numerusform>{collision} and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EventWork</name>
    <message numerus="yes">
        <source>%n guest(s) will be told: {guests}</source>
        <translation>
            <numerusform>%n guest will be told: {guests}</numerusform>
            <numerusform>%n guests will be told: {guests}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilesPanel</name>
    <message numerus="yes">
        <source>%n event(s) older in the file than here: left as they are.</source>
        <translation>
            <numerusform>%n event is older in the file than here: left as it is.</numerusform>
            <numerusform>%n events are older in the file than here: left as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote %n event(s) to {file}.</source>
        <translation>
            <numerusform>Wrote %n event to {file}.</numerusform>
            <numerusform>Wrote %n events to {file}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FoundCalendars</name>
    <message numerus="yes">
        <source>%n calendar(s) found</source>
        <translation>
            <numerusform>%n calendar found</numerusform>
            <numerusform>%n calendars found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Connect %n calendar(s)</source>
        <translation>
            <numerusform>Connect %n calendar</numerusform>
            <numerusform>Connect %n calendars</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GuestsQuestion</name>
    <message numerus="yes">
        <source>%n event(s) to come, to which guests are invited, will go with it.</source>
        <translation>
            <numerusform>%n event to come, to which guests are invited, will go with it.</numerusform>
            <numerusform>%n events to come, to which guests are invited, will go with it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Among them: %n event(s) to come, to which guests are invited.</source>
        <translation>
            <numerusform>Among them: %n event to come, to which guests are invited.</numerusform>
            <numerusform>Among them: %n events to come, to which guests are invited.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n guest(s) would not hear of it.</source>
        <translation>
            <numerusform>%n guest would not hear of it.</numerusform>
            <numerusform>%n guests would not hear of it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more to remove: asked after this.</source>
        <translation>
            <numerusform>%n more to remove: asked after this.</numerusform>
            <numerusform>%n more to remove: asked after this.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportScreen</name>
    <message numerus="yes">
        <source>and %n more; the file has them all</source>
        <translation>
            <numerusform>and %n more; the file has them all</numerusform>
            <numerusform>and %n more; the file has them all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LetGo</name>
    <message numerus="yes">
        <source>%n change(s) made here wait for thirty days for it to be connected again.</source>
        <translation>
            <numerusform>%n change made here waits for thirty days for it to be connected again.</numerusform>
            <numerusform>%n changes made here wait for thirty days for it to be connected again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LiveAgentSection</name>
    <message numerus="yes">
        <source>%n change(s) wait to be told.</source>
        <translation>
            <numerusform>%n change waits to be told.</numerusform>
            <numerusform>%n changes wait to be told.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) looked at</source>
        <translation>
            <numerusform>%n request looked at</numerusform>
            <numerusform>%n requests looked at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NotificationsSection</name>
    <message numerus="yes">
        <source>%n minute(s) before</source>
        <translation>
            <numerusform>%n minute before</numerusform>
            <numerusform>%n minutes before</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n business day(s)</source>
        <translation>
            <numerusform>%n business day</numerusform>
            <numerusform>%n business days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n business hour(s)</source>
        <translation>
            <numerusform>%n business hour</numerusform>
            <numerusform>%n business hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n business minute(s)</source>
        <translation>
            <numerusform>%n business minute</numerusform>
            <numerusform>%n business minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n breached</source>
        <translation>
            <numerusform>%n breached</numerusform>
            <numerusform>%n breached</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n at risk</source>
        <translation>
            <numerusform>%n at risk</numerusform>
            <numerusform>%n at risk</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) owed</source>
        <translation>
            <numerusform>%n call owed</numerusform>
            <numerusform>%n calls owed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more day(s)</source>
        <translation>
            <numerusform>… and %n more day</numerusform>
            <numerusform>… and %n more days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open request(s)</source>
        <translation>
            <numerusform>%n open request</numerusform>
            <numerusform>%n open requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recommendation(s) pending</source>
        <translation>
            <numerusform>%n recommendation pending</numerusform>
            <numerusform>%n recommendations pending</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n free time(s)</source>
        <translation>
            <numerusform>%n free time</numerusform>
            <numerusform>%n free times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) without an outcome</source>
        <translation>
            <numerusform>%n call without an outcome</numerusform>
            <numerusform>%n calls without an outcome</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n guest(s)</source>
        <translation>
            <numerusform>%n guest</numerusform>
            <numerusform>%n guests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>+%n more</numerusform>
            <numerusform>+%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n day(s)</source>
        <translation>
            <numerusform>every %n day</numerusform>
            <numerusform>every %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n week(s)</source>
        <translation>
            <numerusform>every %n week</numerusform>
            <numerusform>every %n weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n month(s)</source>
        <translation>
            <numerusform>every %n month</numerusform>
            <numerusform>every %n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n year(s)</source>
        <translation>
            <numerusform>every %n year</numerusform>
            <numerusform>every %n years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) wait for you</source>
        <translation>
            <numerusform>%n answer waits for you</numerusform>
            <numerusform>%n answers wait for you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n invitation(s) wait for your answer</source>
        <translation>
            <numerusform>%n invitation waits for your answer</numerusform>
            <numerusform>%n invitations wait for your answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n letter(s) not sent yet</source>
        <translation>
            <numerusform>%n letter not sent yet</numerusform>
            <numerusform>%n letters not sent yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n letter(s) stuck</source>
        <translation>
            <numerusform>%n letter stuck</numerusform>
            <numerusform>%n letters stuck</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n conflict</numerusform>
            <numerusform>%n conflicts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) wait</source>
        <translation>
            <numerusform>%n change waits</numerusform>
            <numerusform>%n changes wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) refused</source>
        <translation>
            <numerusform>%n change refused</numerusform>
            <numerusform>%n changes refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n matter(s) ask for you</source>
        <translation>
            <numerusform>%n matter asks for you</numerusform>
            <numerusform>%n matters ask for you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n matter(s)</source>
        <translation>
            <numerusform>%n matter</numerusform>
            <numerusform>%n matters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n request</numerusform>
            <numerusform>%n requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) came from the server</source>
        <translation>
            <numerusform>%n event came from the server</numerusform>
            <numerusform>%n events came from the server</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewPart</name>
    <message numerus="yes">
        <source>To {name} and %n other(s), each in the guest’s language</source>
        <translation>
            <numerusform>To {name} and %n other, each in the guest’s language</numerusform>
            <numerusform>To {name} and %n others, each in the guest’s language</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message numerus="yes">
        <source>%n event(s) changed here and on the server at once</source>
        <translation>
            <numerusform>%n event changed here and on the server at once</numerusform>
            <numerusform>%n events changed here and on the server at once</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RefusedChanges</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServerAccount</name>
    <message numerus="yes">
        <source>%n change(s) made here have not reached the server. A sync before (F9) sends them. Else they wait until the server is connected again: for thirty days, if their calendars go from here.</source>
        <translation>
            <numerusform>%n change made here has not reached the server. A sync before (F9) sends it. Else it waits until the server is connected again: for thirty days, if its calendar goes from here.</numerusform>
            <numerusform>%n changes made here have not reached the server. A sync before (F9) sends them. Else they wait until the server is connected again: for thirty days, if their calendars go from here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) wait to go there.</source>
        <translation>
            <numerusform>%n change waits to go there.</numerusform>
            <numerusform>%n changes wait to go there.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message numerus="yes">
        <source>%n breached</source>
        <translation>
            <numerusform>%n breached</numerusform>
            <numerusform>%n breached</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n at risk</source>
        <translation>
            <numerusform>%n at risk</numerusform>
            <numerusform>%n at risk</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n callback(s) owed · {time}</source>
        <translation>
            <numerusform>%n callback owed · {time}</numerusform>
            <numerusform>%n callbacks owed · {time}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held until {when}</source>
        <translation>
            <numerusform>%n held until {when}</numerusform>
            <numerusform>%n held until {when}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message numerus="yes">
        <source>The server would not have %n of them this time either.</source>
        <translation>
            <numerusform>The server would not have %n of them this time either.</numerusform>
            <numerusform>The server would not have %n of them this time either.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelinePart</name>
    <message numerus="yes">
        <source>Show %n earlier event(s)</source>
        <translation>
            <numerusform>Show %n earlier event</numerusform>
            <numerusform>Show %n earlier events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Plural</name>
    <message numerus="yes">
        <source>%n guest(s) will be told</source>
        <translation>
            <numerusform>%n guest will be told</numerusform>
            <numerusform>%n guests will be told</numerusform>
        </translation>
    </message>
</context>
</TS>
