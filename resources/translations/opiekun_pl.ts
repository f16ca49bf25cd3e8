<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pl" sourcelanguage="en">
<context>
    <name>AccountForm</name>
    <message>
        <source>open end</source>
        <translation>bezterminowo</translation>
    </message>
    <message>
        <source>Term: first day</source>
        <translation>Okres: pierwszy dzień</translation>
    </message>
    <message>
        <source>Term: last day</source>
        <translation>Okres: ostatni dzień</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Add-on, EUR a month</source>
        <translation>Dodatek, EUR miesięcznie</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>Okres</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Strefa czasowa</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Język</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notatka</translation>
    </message>
</context>
<context>
    <name>AccountPane</name>
    <message>
        <source>Book a call…</source>
        <translation>Umów rozmowę…</translation>
    </message>
    <message>
        <source>Book a call with this account (Ctrl+B)</source>
        <translation>Umów rozmowę z tym klientem (Ctrl+B)</translation>
    </message>
    <message>
        <source>Requests of this account</source>
        <translation>Zgłoszenia tego klienta</translation>
    </message>
    <message>
        <source>Nothing is open. Take down a request with Ctrl+N; resolved ones are found with Ctrl+K.</source>
        <translation>Nic nie jest otwarte. Zapisz zgłoszenie klawiszami Ctrl+N; rozwiązane znajdziesz przez Ctrl+K.</translation>
    </message>
    <message>
        <source>Dedicated agent</source>
        <translation>Dedykowany agent</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>Zastępstwo</translation>
    </message>
    <message>
        <source>Stands in while the dedicated agent is away.</source>
        <translation>Zastępuje dedykowanego agenta podczas nieobecności.</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Zgłoszenia</translation>
    </message>
    <message>
        <source>Who stands by it</source>
        <translation>Kto się nim opiekuje</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Kontakty</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Klient</translation>
    </message>
    <message>
        <source>Saved when you leave a field, or with Ctrl+Enter.</source>
        <translation>Zapisuje się po opuszczeniu pola albo z Ctrl+Enter.</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>nikt</translation>
    </message>
    <message>
        <source>Nobody has stood by it so far.</source>
        <translation>Dotąd nikt się nim nie opiekował.</translation>
    </message>
    <message>
        <source>dedicated</source>
        <translation>opiekun</translation>
    </message>
    <message>
        <source>cover</source>
        <translation>zastępstwo</translation>
    </message>
    <message>
        <source>{name}, {duty} since {since}</source>
        <translation>{name}, {duty} od {since}</translation>
    </message>
    <message>
        <source>{name}, {duty} from {since} to {until}</source>
        <translation>{name}, {duty} od {since} do {until}</translation>
    </message>
</context>
<context>
    <name>AccountWords</name>
    <message>
        <source>entitled</source>
        <translation>uprawniony</translation>
    </message>
    <message>
        <source>plan not told yet</source>
        <translation>plan jeszcze nieznany</translation>
    </message>
    <message>
        <source>not entitled: other plan</source>
        <translation>bez uprawnień: inny plan</translation>
    </message>
    <message>
        <source>not entitled: no add-on</source>
        <translation>bez uprawnień: brak dodatku</translation>
    </message>
    <message>
        <source>not entitled yet</source>
        <translation>jeszcze bez uprawnień</translation>
    </message>
    <message>
        <source>no longer entitled</source>
        <translation>już bez uprawnień</translation>
    </message>
    <message>
        <source>It is on All-inclusive, and its add-on runs.</source>
        <translation>Ma plan All-inclusive i ważny dodatek.</translation>
    </message>
    <message>
        <source>Choose its plan; then its term counts.</source>
        <translation>Wybierz plan; wtedy liczy się jego okres.</translation>
    </message>
    <message>
        <source>The dedicated agent belongs to the plan All-inclusive alone. Open requests keep their clocks.</source>
        <translation>Dedykowany agent należy się tylko w planie All-inclusive. Otwarte zgłoszenia zachowują swoje zegary.</translation>
    </message>
    <message>
        <source>The add-on has no start date. Give it one when it is bought.</source>
        <translation>Dodatek nie ma daty początku. Podaj ją, gdy zostanie kupiony.</translation>
    </message>
    <message>
        <source>Its add-on starts on {start}.</source>
        <translation>Dodatek zaczyna się {start}.</translation>
    </message>
    <message>
        <source>Its add-on ended on {end}. Open requests keep their clocks.</source>
        <translation>Dodatek wygasł {end}. Otwarte zgłoszenia zachowują swoje zegary.</translation>
    </message>
    <message>
        <source>another plan</source>
        <translation>inny plan</translation>
    </message>
    <message>
        <source>not told yet</source>
        <translation>jeszcze nieznany</translation>
    </message>
</context>
<context>
    <name>AccountsModel</name>
    <message>
        <source>nobody dedicated</source>
        <translation>bez opiekuna</translation>
    </message>
    <message>
        <source>{agent}, cover {cover}</source>
        <translation>{agent}, zastępuje {cover}</translation>
    </message>
    <message>
        <source>{count} open</source>
        <translation>otwarte: {count}</translation>
    </message>
</context>
<context>
    <name>AccountsScreen</name>
    <message>
        <source>Accounts</source>
        <translation>Klienci</translation>
    </message>
    <message>
        <source>Filter accounts…  Ctrl+F</source>
        <translation>Filtruj klientów…  Ctrl+F</translation>
    </message>
    <message>
        <source>Filter accounts</source>
        <translation>Filtruj klientów</translation>
    </message>
    <message>
        <source>Add account</source>
        <translation>Dodaj klienta</translation>
    </message>
    <message>
        <source>Add an account (Ctrl+Shift+N)</source>
        <translation>Dodaj klienta (Ctrl+Shift+N)</translation>
    </message>
    <message>
        <source>Name of the new account; Enter adds it, Esc leaves</source>
        <translation>Nazwa nowego klienta; Enter dodaje, Esc rezygnuje</translation>
    </message>
    <message>
        <source>Name of the new account</source>
        <translation>Nazwa nowego klienta</translation>
    </message>
    <message>
        <source>There are no accounts yet. Add one with Ctrl+Shift+N, or connect LiveAgent in the settings (Ctrl+,): its companies become accounts.</source>
        <translation>Nie ma jeszcze klientów. Dodaj klienta klawiszami Ctrl+Shift+N albo połącz LiveAgent w ustawieniach (Ctrl+,): jego firmy staną się klientami.</translation>
    </message>
    <message>
        <source>No account holds these words. Clear the filter to see all.</source>
        <translation>Żaden klient nie zawiera tych słów. Wyczyść filtr, aby zobaczyć wszystkich.</translation>
    </message>
</context>
<context>
    <name>AgendaView</name>
    <message>
        <source>Agenda</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Nothing stands in the calendar here. N makes an event, Q adds one in a line of text.</source>
        <translation>W kalendarzu nic tu nie ma. N tworzy wydarzenie, Q dodaje je jednym wierszem tekstu.</translation>
    </message>
</context>
<context>
    <name>AgentLine</name>
    <message>
        <source>active</source>
        <translation>aktywny</translation>
    </message>
    <message>
        <source>Name of another agent</source>
        <translation>Nazwisko kolejnego agenta</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Agent: name</source>
        <translation>Agent: nazwisko</translation>
    </message>
    <message>
        <source>Agent: e-mail</source>
        <translation>Agent: e-mail</translation>
    </message>
    <message>
        <source>Agent: level</source>
        <translation>Agent: poziom</translation>
    </message>
    <message>
        <source>level {number}</source>
        <translation>poziom {number}</translation>
    </message>
</context>
<context>
    <name>AgentsSection</name>
    <message>
        <source>LiveAgent’s agents come in with a pull. Someone who has left is not active: the history stays.</source>
        <translation>Agenci z LiveAgent pojawiają się przy pobieraniu. Kto odszedł, nie jest aktywny: historia zostaje.</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenci</translation>
    </message>
</context>
<context>
    <name>AlarmBar</name>
    <message>
        <source>Reminder</source>
        <translation>Przypomnienie</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Dołącz</translation>
    </message>
    <message>
        <source>In 5 min</source>
        <translation>Za 5 min</translation>
    </message>
    <message>
        <source>In 10 min</source>
        <translation>Za 10 min</translation>
    </message>
    <message>
        <source>At the start</source>
        <translation>Na początku</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Pokaż</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Zamknij</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>i jeszcze %n</numerusform>
            <numerusform>i jeszcze %n</numerusform>
            <numerusform>i jeszcze %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswersScreen</name>
    <message>
        <source>Messages about calls</source>
        <translation>Wiadomości o rozmowach</translation>
    </message>
    <message>
        <source>Which messages</source>
        <translation>Które wiadomości</translation>
    </message>
    <message>
        <source>Show messages of one kind only (F)</source>
        <translation>Pokaż tylko wiadomości jednego rodzaju (F)</translation>
    </message>
    <message>
        <source>All messages</source>
        <translation>Wszystkie wiadomości</translation>
    </message>
    <message>
        <source>Those that wait for you</source>
        <translation>Te, które czekają na Ciebie</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Odpowiedzi</translation>
    </message>
    <message>
        <source>Mail was not exchanged: {words}</source>
        <translation>Poczta nie została wymieniona: {words}</translation>
    </message>
    <message>
        <source>That was the last message.</source>
        <translation>To była ostatnia wiadomość.</translation>
    </message>
    <message>
        <source>That is the first message.</source>
        <translation>To pierwsza wiadomość.</translation>
    </message>
    <message>
        <source>No such messages.</source>
        <translation>Nie ma takich wiadomości.</translation>
    </message>
    <message>
        <source>No messages about calls came yet. Drop an e-mail (.eml) or an invitation (.ics) on the window: what guests answer is noted in the call, and everything that came stands here with what became of it.</source>
        <translation>Nie przyszły jeszcze żadne wiadomości o rozmowach. Upuść na okno e-mail (.eml) lub zaproszenie (.ics): odpowiedzi gości zostaną odnotowane przy rozmowie, a wszystko, co przyszło, będzie widać tutaj razem z tym, co się z tym stało.</translation>
    </message>
    <message>
        <source>The letter goes out with the next run.</source>
        <translation>List wyjdzie przy następnej próbie.</translation>
    </message>
    <message>
        <source>The letter is dropped.</source>
        <translation>List został porzucony.</translation>
    </message>
</context>
<context>
    <name>AppearanceSection</name>
    <message>
        <source>as the system</source>
        <translation>jak system</translation>
    </message>
    <message>
        <source>light</source>
        <translation>jasny</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>ciemny</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>Niskie wiersze</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Język</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Kolory</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Kolejka</translation>
    </message>
    <message>
        <source>Another language is spoken from the next start on.</source>
        <translation>Inny język zacznie obowiązywać od następnego uruchomienia.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Wygląd</translation>
    </message>
</context>
<context>
    <name>AssignPanel</name>
    <message>
        <source>Assign to</source>
        <translation>Przydziel</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Nikt</translation>
    </message>
</context>
<context>
    <name>BookingPanel</name>
    <message>
        <source>Preview</source>
        <translation>Podgląd</translation>
    </message>
    <message>
        <source>Show the invitation as the first guest gets it (Alt+P)</source>
        <translation>Pokaż zaproszenie tak, jak dostanie je pierwszy gość (Alt+P)</translation>
    </message>
    <message>
        <source>Book the call</source>
        <translation>Umów rozmowę</translation>
    </message>
    <message>
        <source>Book the call, and invite the guests (Ctrl+Enter)</source>
        <translation>Umów rozmowę i zaproś gości (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Odrzuć</translation>
    </message>
    <message>
        <source>Throw away what was typed, and close (Alt+Delete)</source>
        <translation>Odrzuć to, co wpisano, i zamknij (Alt+Delete)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Close; what was typed stays (Esc)</source>
        <translation>Zamknij; to, co wpisano, zostaje (Esc)</translation>
    </message>
    <message>
        <source>Book a call</source>
        <translation>Umów rozmowę</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Klient</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Held by</source>
        <translation>Prowadzi</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Termin</translation>
    </message>
    <message>
        <source>Offer</source>
        <translation>Propozycja</translation>
    </message>
    <message>
        <source>Guests</source>
        <translation>Goście</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Zgłoszenie</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Pytania</translation>
    </message>
    <message>
        <source>Agenda</source>
        <translation>Plan rozmowy</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Miejsce</translation>
    </message>
</context>
<context>
    <name>BriefBar</name>
    <message>
        <source>A call comes</source>
        <translation>Zbliża się rozmowa</translation>
    </message>
    <message>
        <source>Open the brief</source>
        <translation>Otwórz kartę</translation>
    </message>
    <message>
        <source>What to know before this call ({key})</source>
        <translation>Co wiedzieć przed tą rozmową ({key})</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Not now; {key} opens it later (Alt+Z)</source>
        <translation>Nie teraz; {key} otworzy ją później (Alt+Z)</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>i jeszcze %n</numerusform>
            <numerusform>i jeszcze %n</numerusform>
            <numerusform>i jeszcze %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BriefPart</name>
    <message>
        <source>Open requests</source>
        <translation>Otwarte zgłoszenia</translation>
    </message>
    <message>
        <source>No request of this account is open.</source>
        <translation>Ten klient nie ma otwartych zgłoszeń.</translation>
    </message>
    <message>
        <source>Last calls</source>
        <translation>Ostatnie rozmowy</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Kontakty</translation>
    </message>
    <message>
        <source>This is the first one.</source>
        <translation>To pierwsza rozmowa.</translation>
    </message>
    <message>
        <source>Nobody is known there yet.</source>
        <translation>Nikt stamtąd nie jest jeszcze znany.</translation>
    </message>
</context>
<context>
    <name>Briefs</name>
    <message>
        <source>You hold no call in the next 24 hours.</source>
        <translation>W ciągu najbliższych 24 godzin nie prowadzisz żadnej rozmowy.</translation>
    </message>
    <message>
        <source>The brief of “{title}” is open beside: {key} goes to it.</source>
        <translation>Karta „{title}” jest otwarta obok: {key} do niej prowadzi.</translation>
    </message>
    <message>
        <source>{title}, {when}</source>
        <translation>{title}, {when}</translation>
    </message>
    <message>
        <source>Nothing is open there.</source>
        <translation>Nic tam nie jest otwarte.</translation>
    </message>
</context>
<context>
    <name>Calendar</name>
    <message>
        <source>My calendar</source>
        <translation>Mój kalendarz</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>zamknięte</translation>
    </message>
    <message>
        <source>week {number}</source>
        <translation>tydzień {number}</translation>
    </message>
    <message>
        <source>w {number}</source>
        <translation>t. {number}</translation>
    </message>
    <message>
        <source>{count} free</source>
        <translation>wolne: {count}</translation>
    </message>
    <message>
        <source>Times of {zone}</source>
        <translation>Godziny w strefie {zone}</translation>
    </message>
    <message>
        <source>{day}, all day</source>
        <translation>{day}, cały dzień</translation>
    </message>
    <message>
        <source>routine</source>
        <translation>zwykłe</translation>
    </message>
    <message>
        <source>call</source>
        <translation>rozmowa</translation>
    </message>
    <message>
        <source>work block</source>
        <translation>blok pracy</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>wstępna rezerwacja</translation>
    </message>
    <message>
        <source>counter-proposal</source>
        <translation>kontrpropozycja</translation>
    </message>
    <message>
        <source>absence</source>
        <translation>nieobecność</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>potwierdzone</translation>
    </message>
    <message>
        <source>tentative</source>
        <translation>wstępne</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>odwołane</translation>
    </message>
    <message>
        <source>public</source>
        <translation>publiczne</translation>
    </message>
    <message>
        <source>private</source>
        <translation>prywatne</translation>
    </message>
    <message>
        <source>confidential</source>
        <translation>poufne</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>zaakceptowane</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>odrzucone</translation>
    </message>
    <message>
        <source>tentatively accepted</source>
        <translation>wstępnie zaakceptowane</translation>
    </message>
    <message>
        <source>delegated</source>
        <translation>przekazane</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation>jeszcze bez odpowiedzi</translation>
    </message>
    <message>
        <source>at the end</source>
        <translation>na koniec</translation>
    </message>
    <message>
        <source>at the start</source>
        <translation>na początku</translation>
    </message>
    <message>
        <source>{time} before the start</source>
        <translation>{time} przed początkiem</translation>
    </message>
    <message>
        <source>{time} before the end</source>
        <translation>{time} przed końcem</translation>
    </message>
    <message>
        <source>{time} after the start</source>
        <translation>{time} po początku</translation>
    </message>
    <message>
        <source>{time} after the end</source>
        <translation>{time} po końcu</translation>
    </message>
</context>
<context>
    <name>CalendarLine</name>
    <message>
        <source>The next colour (C)</source>
        <translation>Następny kolor (C)</translation>
    </message>
    <message>
        <source>The next colour</source>
        <translation>Następny kolor</translation>
    </message>
    <message>
        <source>Shown (Space)</source>
        <translation>Pokazany (spacja)</translation>
    </message>
    <message>
        <source>Name of the calendar</source>
        <translation>Nazwa kalendarza</translation>
    </message>
    <message>
        <source>default</source>
        <translation>domyślny</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Usuń</translation>
    </message>
    <message>
        <source>on {server}</source>
        <translation>na {server}</translation>
    </message>
    <message>
        <source>can only be read</source>
        <translation>tylko do odczytu</translation>
    </message>
    <message>
        <source>Removes it here alone; it stays on the server (Alt+Del)</source>
        <translation>Usuwa go tylko tutaj; na serwerze zostaje (Alt+Del)</translation>
    </message>
    <message>
        <source>Ctrl+Z brings it back (Alt+Del)</source>
        <translation>Ctrl+Z go przywraca (Alt+Del)</translation>
    </message>
    <message>
        <source>{name}, the default one</source>
        <translation>{name}, domyślny</translation>
    </message>
</context>
<context>
    <name>CalendarScreen</name>
    <message>
        <source>Select an event first: Tab goes from one to the next.</source>
        <translation>Najpierw wybierz wydarzenie: Tab przechodzi od jednego do następnego.</translation>
    </message>
</context>
<context>
    <name>CalendarServerSection</name>
    <message>
        <source>what the server offers</source>
        <translation>jak chce serwer</translation>
    </message>
    <message>
        <source>password (Basic)</source>
        <translation>hasło (Basic)</translation>
    </message>
    <message>
        <source>password (Digest)</source>
        <translation>hasło (Digest)</translation>
    </message>
    <message>
        <source>token (Bearer)</source>
        <translation>token (Bearer)</translation>
    </message>
    <message>
        <source>Look for calendars</source>
        <translation>Szukaj kalendarzy</translation>
    </message>
    <message>
        <source>Ask the server; nothing is kept before you have chosen (Enter)</source>
        <translation>Zapytaj serwer; nic nie zostanie zapisane, zanim nie wybierzesz (Enter)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Więcej</translation>
    </message>
    <message>
        <source>Choose how the password is told (Alt+M)</source>
        <translation>Wybierz sposób podania hasła (Alt+M)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Where the server is, or only its domain: the calendars are looked for there.</source>
        <translation>Gdzie jest serwer albo sama jego domena: tam zostaną poszukane kalendarze.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adres</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Użytkownik</translation>
    </message>
    <message>
        <source>As the server knows you, often your e-mail address.</source>
        <translation>Tak, jak zna Cię serwer; często to Twój adres e-mail.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Hasło</translation>
    </message>
    <message>
        <source>Sign in by</source>
        <translation>Logowanie przez</translation>
    </message>
    <message>
        <source>Calendars on a server</source>
        <translation>Kalendarze na serwerze</translation>
    </message>
    <message>
        <source>Your calendars on a CalDAV server, as at work and on your phone: both sides stay the same.</source>
        <translation>Twoje kalendarze na serwerze CalDAV, te same co w firmie i w telefonie: obie strony są zawsze zgodne.</translation>
    </message>
    <message>
        <source>Many servers want one made for this program alone.</source>
        <translation>Wiele serwerów wymaga osobnego hasła dla tego programu.</translation>
    </message>
    <message>
        <source>Kept by the system’s keyring, nowhere else.</source>
        <translation>Hasło trafi do pęku kluczy systemu i nigdzie indziej.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Zatrzymywanie…</translation>
    </message>
    <message>
        <source>{server} answers again.</source>
        <translation>{server} znów odpowiada.</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>Mniej</translation>
    </message>
    <message>
        <source>Looking for calendars…</source>
        <translation>Szukanie kalendarzy…</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Pytanie serwera…</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Łączenie…</translation>
    </message>
    <message numerus="yes">
        <source>%n calendar(s) connected; what stands in them comes now.</source>
        <translation>
            <numerusform>Połączono %n kalendarz; jego zawartość właśnie przychodzi.</numerusform>
            <numerusform>Połączono %n kalendarze; ich zawartość właśnie przychodzi.</numerusform>
            <numerusform>Połączono %n kalendarzy; ich zawartość właśnie przychodzi.</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken up as they had stayed here: {names}.</source>
        <translation>Znów synchronizowane: {names}.</translation>
    </message>
    <message numerus="yes">
        <source>▲ %n event(s) that were deleted here come back: most of a calendar was gone.</source>
        <translation>
            <numerusform>▲ Wraca %n usunięte tu wydarzenie: zniknęła większość kalendarza.</numerusform>
            <numerusform>▲ Wracają %n usunięte tu wydarzenia: zniknęła większość kalendarza.</numerusform>
            <numerusform>▲ Wraca %n usuniętych tu wydarzeń: zniknęła większość kalendarza.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) made here before go there now.</source>
        <translation>
            <numerusform>Teraz wysyłana jest %n zmiana zrobiona tu wcześniej.</numerusform>
            <numerusform>Teraz wysyłane są %n zmiany zrobione tu wcześniej.</numerusform>
            <numerusform>Teraz wysyłanych jest %n zmian zrobionych tu wcześniej.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▲ %n change(s) made here before cannot go there.</source>
        <translation>
            <numerusform>▲ %n zmiany zrobionej tu wcześniej nie da się tam wysłać.</numerusform>
            <numerusform>▲ %n zmian zrobionych tu wcześniej nie da się tam wysłać.</numerusform>
            <numerusform>▲ %n zmian zrobionych tu wcześniej nie da się tam wysłać.</numerusform>
        </translation>
    </message>
    <message>
        <source>New events go to “{name}” now.</source>
        <translation>Nowe wydarzenia trafiają teraz do kalendarza „{name}”.</translation>
    </message>
    <message>
        <source>New events still go to “{name}”, which is only on this computer.</source>
        <translation>Nowe wydarzenia nadal trafiają do „{name}”, który jest tylko na tym komputerze.</translation>
    </message>
    <message>
        <source>New events still go to “{name}”, which is only on this computer: Shift+F9, then Alt+N changes that.</source>
        <translation>Nowe wydarzenia nadal trafiają do „{name}”, który jest tylko na tym komputerze: zmienia to Shift+F9, potem Alt+N.</translation>
    </message>
    <message>
        <source>The server answers again; what waits goes there now.</source>
        <translation>Serwer znów odpowiada; to, co czekało, właśnie tam idzie.</translation>
    </message>
</context>
<context>
    <name>CalendarsCard</name>
    <message>
        <source>can only be read</source>
        <translation>tylko do odczytu</translation>
    </message>
    <message>
        <source>new events go here</source>
        <translation>tu trafiają nowe wydarzenia</translation>
    </message>
    <message>
        <source>only on this computer</source>
        <translation>tylko na tym komputerze</translation>
    </message>
    <message>
        <source>It goes to no server.</source>
        <translation>Nie trafia na żaden serwer.</translation>
    </message>
    <message>
        <source>New events go here, and to no server: those on the server can only be read.</source>
        <translation>Nowe wydarzenia trafiają tutaj i na żaden serwer: kalendarze na serwerze są tylko do odczytu.</translation>
    </message>
    <message>
        <source>New events go here, and to no server: nobody sees them there, nor on your phone.</source>
        <translation>Nowe wydarzenia trafiają tutaj i na żaden serwer: nie widać ich tam ani w telefonie.</translation>
    </message>
    <message>
        <source>New events to “{name}”</source>
        <translation>Nowe wydarzenia do „{name}”</translation>
    </message>
    <message>
        <source>From now on they go to “{name}” and to its server; Ctrl+Z takes it back (Alt+N)</source>
        <translation>Od teraz trafiają do „{name}” i na jego serwer; Ctrl+Z to cofa (Alt+N)</translation>
    </message>
    <message>
        <source>The server does not have it any more; it stays here as it was.</source>
        <translation>Serwer już go nie ma; tutaj zostaje, jaki był.</translation>
    </message>
    <message>
        <source>Many of its events are missing on the server; nothing is deleted here.</source>
        <translation>Na serwerze brakuje wielu jego wydarzeń; tutaj nic nie jest usuwane.</translation>
    </message>
    <message>
        <source>Many of its events are missing on the server; with the next sync they go from here.</source>
        <translation>Na serwerze brakuje wielu jego wydarzeń; przy najbliższej synchronizacji znikną też stąd.</translation>
    </message>
    <message>
        <source>Waits until its server’s certificate is accepted, above.</source>
        <translation>Czeka, aż powyżej zaakceptujesz certyfikat serwera.</translation>
    </message>
    <message>
        <source>Waits for its server’s password, above.</source>
        <translation>Czeka na hasło do serwera (powyżej).</translation>
    </message>
    <message>
        <source>Not synced, for the same reason.</source>
        <translation>Nie zsynchronizowano z tego samego powodu.</translation>
    </message>
    <message>
        <source>Not synced yet.</source>
        <translation>Jeszcze nie zsynchronizowany.</translation>
    </message>
    <message>
        <source>Last synced {when}.</source>
        <translation>Ostatnia synchronizacja: {when}.</translation>
    </message>
</context>
<context>
    <name>CalendarsPanel</name>
    <message>
        <source>Name of a new calendar</source>
        <translation>Nazwa nowego kalendarza</translation>
    </message>
    <message>
        <source>Name of a new calendar; Enter adds it</source>
        <translation>Nazwa nowego kalendarza; Enter go dodaje</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Calendars</source>
        <translation>Kalendarze</translation>
    </message>
    <message>
        <source>↑ and ↓ choose a calendar, Space shows or hides it, F2 names it, C gives it the next colour, D makes it the one to which new events go, Alt+Delete removes it.</source>
        <translation>↑ i ↓ wybierają kalendarz, spacja pokazuje go lub ukrywa, F2 zmienia nazwę, C nadaje kolejny kolor, D wskazuje go dla nowych wydarzeń, Alt+Delete go usuwa.</translation>
    </message>
</context>
<context>
    <name>CallFields</name>
    <message>
        <source>With whom?</source>
        <translation>Z kim?</translation>
    </message>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>at the guest’s; or a link, tel: or sip:</source>
        <translation>u gościa; albo link, tel: lub sip:</translation>
    </message>
    <message>
        <source>a link, tel: or sip:</source>
        <translation>link, tel: lub sip:</translation>
    </message>
</context>
<context>
    <name>CallPanel</name>
    <message>
        <source>Join</source>
        <translation>Dołącz</translation>
    </message>
    <message>
        <source>Join the call in the browser, or dial (Ctrl+J)</source>
        <translation>Dołącz do rozmowy w przeglądarce albo zadzwoń (Ctrl+J)</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>Przenieś…</translation>
    </message>
    <message>
        <source>Choose another time; the guests are asked again (Alt+M)</source>
        <translation>Wybierz inny termin; goście zostaną zapytani ponownie (Alt+M)</translation>
    </message>
    <message>
        <source>Follow-up…</source>
        <translation>Dalsze kroki…</translation>
    </message>
    <message>
        <source>Make a request of what was agreed on (Alt+F)</source>
        <translation>Utwórz zgłoszenie z tego, co ustalono (Alt+F)</translation>
    </message>
    <message>
        <source>Recommend…</source>
        <translation>Rekomenduj…</translation>
    </message>
    <message>
        <source>Keep what you recommend, and follow it (Alt+R)</source>
        <translation>Zapisz rekomendację i śledź ją (Alt+R)</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>Odwołaj</translation>
    </message>
    <message>
        <source>Call it off, and tell the guests (Alt+Delete)</source>
        <translation>Odwołaj i powiadom gości (Alt+Delete)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Close; what was typed stays (Esc)</source>
        <translation>Zamknij; to, co wpisano, zostaje (Esc)</translation>
    </message>
    <message>
        <source>What is to be done? Enter makes a request of it</source>
        <translation>Co trzeba zrobić? Enter tworzy z tego zgłoszenie</translation>
    </message>
    <message>
        <source>Subject of the follow-up request</source>
        <translation>Temat zgłoszenia z rozmowy</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Rozmowa</translation>
    </message>
    <message>
        <source>Guests</source>
        <translation>Goście</translation>
    </message>
    <message>
        <source>No program opened {address}; copy it there.</source>
        <translation>Żaden program nie otworzył {address}; skopiuj adres.</translation>
    </message>
    <message>
        <source>It has no link.</source>
        <translation>Rozmowa nie ma linku.</translation>
    </message>
</context>
<context>
    <name>CallTypeForm</name>
    <message>
        <source>the agent</source>
        <translation>opiekun</translation>
    </message>
    <message>
        <source>the agent and a specialist</source>
        <translation>opiekun i specjalista</translation>
    </message>
    <message>
        <source>can be booked</source>
        <translation>można umówić</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Czas</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>O czym jest</translation>
    </message>
    <message>
        <source>Name in English</source>
        <translation>Nazwa po angielsku</translation>
    </message>
    <message>
        <source>Name in Polish</source>
        <translation>Nazwa po polsku</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Kod</translation>
    </message>
    <message>
        <source>What commands and links call it. It never changes.</source>
        <translation>Tak nazywają ją polecenia i linki. Nigdy się nie zmienia.</translation>
    </message>
    <message>
        <source>A link such as https://meet.example.com/{part}, tel:+48221234567 or sip:anna@example.com. Empty: at the guest’s.</source>
        <translation>Link taki jak https://meet.example.com/{part}, tel:+48221234567 albo sip:anna@example.com. Puste: u gościa.</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Miejsce</translation>
    </message>
    <message>
        <source>Who must be there</source>
        <translation>Kto musi być</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>Oferta</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Długość</translation>
    </message>
    <message>
        <source>In minutes.</source>
        <translation>W minutach.</translation>
    </message>
    <message>
        <source>Starts every</source>
        <translation>Początki co</translation>
    </message>
    <message>
        <source>Minutes from one possible start to the next.</source>
        <translation>Minuty od jednego możliwego początku do następnego.</translation>
    </message>
    <message>
        <source>Free before</source>
        <translation>Wolne przed</translation>
    </message>
    <message>
        <source>Minutes kept free before the call.</source>
        <translation>Minuty wolne przed rozmową.</translation>
    </message>
    <message>
        <source>Free after</source>
        <translation>Wolne po</translation>
    </message>
    <message>
        <source>Minutes kept free after the call.</source>
        <translation>Minuty wolne po rozmowie.</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Wyprzedzenie</translation>
    </message>
    <message>
        <source>Minutes that lie at least between the booking and the call.</source>
        <translation>Co najmniej tyle minut od umówienia do rozmowy.</translation>
    </message>
    <message>
        <source>Days ahead</source>
        <translation>Dni naprzód</translation>
    </message>
    <message>
        <source>So many days ahead it can be booked.</source>
        <translation>Na tyle dni naprzód można ją umówić.</translation>
    </message>
    <message>
        <source>Most a day</source>
        <translation>Najwięcej dziennie</translation>
    </message>
    <message>
        <source>Empty: any number.</source>
        <translation>Puste: dowolnie wiele.</translation>
    </message>
    <message>
        <source>Most a week</source>
        <translation>Najwięcej w tygodniu</translation>
    </message>
    <message>
        <source>Minutes before the call, several with commas: 1440, 60. Empty: none.</source>
        <translation>Minuty przed rozmową, kilka po przecinku: 1440, 60. Puste: żadnych.</translation>
    </message>
    <message>
        <source>Reminders</source>
        <translation>Przypomnienia</translation>
    </message>
    <message>
        <source>One a line, in the same order in both languages.</source>
        <translation>Po jednym w wierszu, w tej samej kolejności w obu językach.</translation>
    </message>
    <message>
        <source>Questions in English</source>
        <translation>Pytania po angielsku</translation>
    </message>
    <message>
        <source>Questions in Polish</source>
        <translation>Pytania po polsku</translation>
    </message>
    <message>
        <source>Agenda in English</source>
        <translation>Agenda po angielsku</translation>
    </message>
    <message>
        <source>Agenda in Polish</source>
        <translation>Agenda po polsku</translation>
    </message>
</context>
<context>
    <name>CallTypesSection</name>
    <message>
        <source>Types of calls</source>
        <translation>Rodzaje rozmów</translation>
    </message>
    <message>
        <source>↑ and ↓ choose a type; it is changed below</source>
        <translation>↑ i ↓ wybierają rodzaj; zmienia się go poniżej</translation>
    </message>
    <message>
        <source>Another type</source>
        <translation>Inny rodzaj</translation>
    </message>
    <message>
        <source>Add a type of calls of your own (Alt+A)</source>
        <translation>Dodaj własny rodzaj rozmów (Alt+A)</translation>
    </message>
    <message>
        <source>Save the type</source>
        <translation>Zapisz rodzaj</translation>
    </message>
    <message>
        <source>Save this type; calls that are booked stay as they are (Enter)</source>
        <translation>Zapisz ten rodzaj; umówione rozmowy zostają bez zmian (Enter)</translation>
    </message>
    <message>
        <source>What customers can book in your calendar.</source>
        <translation>Co klienci mogą umówić w Twoim kalendarzu.</translation>
    </message>
    <message>
        <source>All bookings</source>
        <translation>Wszystkie rozmowy</translation>
    </message>
    <message>
        <source>take no time</source>
        <translation>nie zajmują czasu</translation>
    </message>
    <message>
        <source>Minutes of each day that calls leave free. During the day they are released as its hours pass.</source>
        <translation>Minuty każdego dnia, które rozmowy zostawiają wolne. W ciągu dnia zwalniają się, gdy mijają godziny pracy.</translation>
    </message>
    <message>
        <source>Kept for Severity 1</source>
        <translation>Na ważność 1</translation>
    </message>
    <message>
        <source>Calls can then be booked over what is tentative or not answered yet.</source>
        <translation>Rozmowy można wtedy umawiać w czasie zdarzeń wstępnych i bez odpowiedzi.</translation>
    </message>
    <message>
        <source>Tentative events</source>
        <translation>Zdarzenia wstępne</translation>
    </message>
    <message>
        <source>Save for all</source>
        <translation>Zapisz dla wszystkich</translation>
    </message>
    <message>
        <source>Save what holds for all bookings (Enter)</source>
        <translation>Zapisz, co obowiązuje przy każdej rozmowie (Enter)</translation>
    </message>
    <message>
        <source>A new type</source>
        <translation>Nowy rodzaj</translation>
    </message>
    <message>
        <source>{name}, {minutes} min</source>
        <translation>{name}, {minutes} min</translation>
    </message>
    <message>
        <source>{name}, {minutes} min, not offered</source>
        <translation>{name}, {minutes} min, nieoferowana</translation>
    </message>
</context>
<context>
    <name>Calls</name>
    <message>
        <source>{time} in {city}</source>
        <translation>{time}, {city}</translation>
    </message>
    <message>
        <source>{agent} holds the calls of {account} and has no calendar here: only hours and calls are known.</source>
        <translation>Rozmowy z {account} prowadzi {agent}, bez kalendarza w tym miejscu: znane są tylko godziny pracy i rozmowy.</translation>
    </message>
    <message>
        <source>{agent} holds the call.</source>
        <translation>Rozmowę prowadzi {agent}.</translation>
    </message>
    <message>
        <source>booked</source>
        <translation>umówiona</translation>
    </message>
    <message>
        <source>called off</source>
        <translation>odwołana</translation>
    </message>
    <message>
        <source>held</source>
        <translation>odbyła się</translation>
    </message>
    <message>
        <source>no-show</source>
        <translation>nikt nie przyszedł</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>przeniesiona</translation>
    </message>
    <message>
        <source>✓ accepted</source>
        <translation>✓ przyjęte</translation>
    </message>
    <message>
        <source>✕ declined</source>
        <translation>✕ odrzucone</translation>
    </message>
    <message>
        <source>? tentative</source>
        <translation>? wstępnie</translation>
    </message>
    <message>
        <source>○ has not answered</source>
        <translation>○ bez odpowiedzi</translation>
    </message>
    <message>
        <source>○ invitation not sent yet</source>
        <translation>○ zaproszenie jeszcze niewysłane</translation>
    </message>
</context>
<context>
    <name>CallsPart</name>
    <message>
        <source>That event was not booked as a call, so that it has no brief.</source>
        <translation>To wydarzenie nie zostało umówione jako rozmowa, więc nie ma karty.</translation>
    </message>
</context>
<context>
    <name>CellMenu</name>
    <message>
        <source>Book a call here…</source>
        <translation>Umów tu rozmowę…</translation>
    </message>
    <message>
        <source>Why is this not bookable?</source>
        <translation>Dlaczego nie można umówić tego terminu?</translation>
    </message>
    <message>
        <source>Rearrange calls…</source>
        <translation>Przełóż rozmowy…</translation>
    </message>
</context>
<context>
    <name>CertificateQuestion</name>
    <message>
        <source>Accept this certificate</source>
        <translation>Zaakceptuj ten certyfikat</translation>
    </message>
    <message>
        <source>Trust this one certificate, for this server only (Alt+A)</source>
        <translation>Zaufaj temu jednemu certyfikatowi, tylko dla tego serwera (Alt+A)</translation>
    </message>
    <message>
        <source>Do not connect</source>
        <translation>Nie łącz</translation>
    </message>
    <message>
        <source>Nothing was sent to this server; nothing is kept (Esc)</source>
        <translation>Nic nie wysłano do tego serwera i nic nie zostanie zapisane (Esc)</translation>
    </message>
    <message>
        <source>Somebody in between could show a certificate of their own and read your password. Ask whoever runs the server for its SHA-256 fingerprint, by another way than this network, and accept it only if it is the same, sign by sign. If the server shows another one later, nothing is exchanged until you have accepted that.</source>
        <translation>Ktoś po drodze mógłby podstawić własny certyfikat i odczytać Twoje hasło. Zapytaj administratora serwera o odcisk SHA-256 inną drogą niż przez tę sieć i zaakceptuj certyfikat tylko wtedy, gdy jest taki sam, znak po znaku. Jeśli serwer pokaże później inny, nic nie będzie wymieniane, dopóki go nie zaakceptujesz.</translation>
    </message>
    <message>
        <source>Is this the right server?</source>
        <translation>Czy to właściwy serwer?</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint of its certificate</source>
        <translation>Odcisk SHA-256 jego certyfikatu</translation>
    </message>
    <message>
        <source>It says it is for: {names}</source>
        <translation>Podaje, że jest dla: {names}</translation>
    </message>
</context>
<context>
    <name>ChangeLine</name>
    <message>
        <source>Leave it as it is</source>
        <translation>Zostaw bez zmian</translation>
    </message>
    <message>
        <source>Move to the nearest free time</source>
        <translation>Przenieś na najbliższy wolny termin</translation>
    </message>
    <message>
        <source>Move to {when}</source>
        <translation>Przenieś na: {when}</translation>
    </message>
    <message>
        <source>Hand to {cover}</source>
        <translation>Przekaż: {cover}</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>Odwołaj</translation>
    </message>
    <message>
        <source>{cover}: is invited to “{title}”</source>
        <translation>{cover}: dostaje zaproszenie na „{title}”</translation>
    </message>
    <message>
        <source>“{title}” is called off</source>
        <translation>„{title}” zostaje odwołana</translation>
    </message>
    <message>
        <source>“{title}” is held by {cover}</source>
        <translation>„{title}” poprowadzi {cover}</translation>
    </message>
    <message>
        <source>“{title}” moves to {when}, or the nearest time that is free then</source>
        <translation>„{title}” przechodzi na {when} albo na najbliższy termin, który będzie wtedy wolny</translation>
    </message>
    <message>
        <source>“{title}” moves to {when}</source>
        <translation>„{title}” przechodzi na: {when}</translation>
    </message>
    <message>
        <source>{who} proposes {when}: accept or decline that in Answers; it lapses where the call is moved or called off</source>
        <translation>{who} proponuje {when}: przyjmij to albo odrzuć w Odpowiedziach; przepada, gdy rozmowę przeniesiesz lub odwołasz</translation>
    </message>
    <message>
        <source>No guests</source>
        <translation>Bez gości</translation>
    </message>
</context>
<context>
    <name>ChangePanel</name>
    <message>
        <source>Move all</source>
        <translation>Przenieś wszystkie</translation>
    </message>
    <message>
        <source>Each to its nearest free time</source>
        <translation>Każdą na jej najbliższy wolny termin</translation>
    </message>
    <message>
        <source>Hand over all</source>
        <translation>Przekaż wszystkie</translation>
    </message>
    <message>
        <source>Each to its account’s cover</source>
        <translation>Każdą zastępcy opiekuna jej klienta</translation>
    </message>
    <message>
        <source>Call off all</source>
        <translation>Odwołaj wszystkie</translation>
    </message>
    <message>
        <source>Each of them</source>
        <translation>Każdą z nich</translation>
    </message>
    <message>
        <source>Leave all</source>
        <translation>Zostaw wszystkie</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>Bez zmian</translation>
    </message>
    <message>
        <source>Who is told what</source>
        <translation>Kto się czego dowie</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Wykonaj</translation>
    </message>
    <message>
        <source>All of it or nothing; each guest is told once</source>
        <translation>Wszystko albo nic; każdy gość dostaje jedną wiadomość</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Close; nothing is changed (Esc)</source>
        <translation>Zamknij; nic się nie zmieni (Esc)</translation>
    </message>
    <message>
        <source>Rearrange calls</source>
        <translation>Przełóż rozmowy</translation>
    </message>
    <message>
        <source>You are taken ill, or a Severity 1 comes in: your calls of a stretch.</source>
        <translation>Choroba albo zgłoszenie o ważności 1: co zrobić z Twoimi rozmowami z wybranego czasu.</translation>
    </message>
    <message>
        <source>Looking for calls and free times…</source>
        <translation>Szukam rozmów i wolnych terminów…</translation>
    </message>
    <message>
        <source>Type from when to when you cannot hold calls.</source>
        <translation>Wpisz, od kiedy do kiedy nie możesz prowadzić rozmów.</translation>
    </message>
    <message>
        <source>You have no calls then: nobody needs to be told.</source>
        <translation>Nie masz wtedy rozmów: nikogo nie trzeba powiadamiać.</translation>
    </message>
    <message>
        <source>Changing the calls, and writing to their guests…</source>
        <translation>Zmieniam rozmowy i piszę do gości…</translation>
    </message>
    <message>
        <source>Nobody: every call stays as it is.</source>
        <translation>Nikt: wszystkie rozmowy zostają bez zmian.</translation>
    </message>
</context>
<context>
    <name>ClockCard</name>
    <message>
        <source>why?</source>
        <translation>dlaczego?</translation>
    </message>
    <message>
        <source>Why this time? {clock}</source>
        <translation>Dlaczego ten termin? {clock}</translation>
    </message>
    <message>
        <source>met in {time}</source>
        <translation>spełniono {time}</translation>
    </message>
    <message>
        <source>late by {time}</source>
        <translation>po czasie o {time}</translation>
    </message>
    <message>
        <source>stopped {stopped}, due {due}</source>
        <translation>{stopped}, termin {due}</translation>
    </message>
    <message>
        <source>starts {when}</source>
        <translation>od {when}</translation>
    </message>
    <message>
        <source>due {when}</source>
        <translation>do {when}</translation>
    </message>
</context>
<context>
    <name>ClockCell</name>
    <message>
        <source>owed</source>
        <translation>do oddzwonienia</translation>
    </message>
    <message>
        <source>call back owed for {time}</source>
        <translation>do oddzwonienia od {time}</translation>
    </message>
    <message>
        <source>starts {when}</source>
        <translation>od {when}</translation>
    </message>
    <message>
        <source>due {when}</source>
        <translation>do {when}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>pozostało {time}</translation>
    </message>
</context>
<context>
    <name>ColleaguesPanel</name>
    <message>
        <source>The server is asked</source>
        <translation>Serwer jest pytany</translation>
    </message>
    <message>
        <source>When they are busy on the days shown</source>
        <translation>Kiedy są zajęci w pokazanych dniach</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Pokaż</translation>
    </message>
    <message>
        <source>Next time when all are free</source>
        <translation>Następny termin wolny dla wszystkich</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Show nobody</source>
        <translation>Ukryj wszystkich</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Go there and name a new event (Ctrl+Enter; F in the calendar)</source>
        <translation>Przejdź tam i nazwij nowe wydarzenie (Ctrl+Enter; w kalendarzu F)</translation>
    </message>
    <message>
        <source>Take the lanes away; the addresses stay here (Alt+Delete)</source>
        <translation>Usuń pasy z kalendarza; adresy tu zostają (Alt+Delete)</translation>
    </message>
    <message>
        <source>Close; the lanes stay in the calendar (Esc)</source>
        <translation>Zamknij; pasy zostają w kalendarzu (Esc)</translation>
    </message>
    <message>
        <source>Wait no longer for the server (Esc)</source>
        <translation>Nie czekaj dłużej na serwer (Esc)</translation>
    </message>
    <message>
        <source>E-mail addresses, or where the server does not know them those of calendars there; at most {most}, with blanks or commas between them.</source>
        <translation>Adresy e-mail albo, gdy serwer ich nie zna, adresy kalendarzy na nim; najwyżej {most}, oddzielone spacjami lub przecinkami.</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Kto</translation>
    </message>
    <message>
        <source>For a meeting of</source>
        <translation>Na spotkanie</translation>
    </message>
    <message>
        <source>When are they busy?</source>
        <translation>Kiedy są zajęci?</translation>
    </message>
    <message>
        <source>Asked of the calendar server. Day and week show it in a narrow lane for each of them: hatched is busy, dotted is not sure. Only when they are busy is told, not with what.</source>
        <translation>Odpowiada na to serwer kalendarza. Dzień i tydzień pokazują to w wąskim pasie dla każdej osoby: zakreskowane to zajęte, kropkowane – niepewne. Widać tylko, kiedy ktoś jest zajęty, a nie czym.</translation>
    </message>
    <message>
        <source>The server does not tell: {words}</source>
        <translation>Serwer tego nie podaje: {words}</translation>
    </message>
    <message>
        <source>Not told of: {calendars}</source>
        <translation>Nie wiadomo nic o: {calendars}</translation>
    </message>
    <message>
        <source>This calendar is on no server that is connected.</source>
        <translation>Tego kalendarza nie ma na żadnym połączonym serwerze.</translation>
    </message>
    <message>
        <source>No server that is connected knows when they are busy. Ask them for the address (https://…) of a calendar that you may read, and type it in place of theirs.</source>
        <translation>Żaden połączony serwer nie wie, kiedy ta osoba jest zajęta. Poproś ją o adres (https://…) kalendarza, który możesz czytać, i wpisz go zamiast adresu e-mail.</translation>
    </message>
    <message>
        <source>free on all the days shown</source>
        <translation>wolne we wszystkie pokazane dni</translation>
    </message>
</context>
<context>
    <name>Collisions</name>
    <message>
        <source>Event without a title</source>
        <translation>Wydarzenie bez tytułu</translation>
    </message>
    <message>
        <source>“{event}” {span} and others swallow the Severity {severity} {clock} due {due} for {account}</source>
        <translation>„{event}” {span} i inne nie zostawiają czasu: {clock}, ważność {severity}, termin {due}, {account}</translation>
    </message>
    <message>
        <source>“{event}” {span} swallows the Severity {severity} {clock} due {due} for {account}</source>
        <translation>„{event}” {span} nie zostawia czasu: {clock}, ważność {severity}, termin {due}, {account}</translation>
    </message>
    <message>
        <source>“{event}” swallows {account}’s {clock}, due {due}</source>
        <translation>„{event}” nie zostawia czasu na {due}: {account}, {clock}</translation>
    </message>
    <message>
        <source>“{event}” {span} and others swallow this {clock}.</source>
        <translation>„{event}” {span} i inne nie zostawiają na to czasu ({clock}).</translation>
    </message>
    <message>
        <source>“{event}” {span} swallows this {clock}.</source>
        <translation>„{event}” {span} nie zostawia na to czasu ({clock}).</translation>
    </message>
    <message>
        <source>Answer before {when}, move the event, or hand the {clock} to {name}.</source>
        <translation>Odpowiedz przed {when}, przesuń wydarzenie albo przekaż zgłoszenie ({clock}): {name}.</translation>
    </message>
    <message>
        <source>Answer before {when}, or move the event.</source>
        <translation>Odpowiedz przed {when} albo przesuń wydarzenie.</translation>
    </message>
    <message>
        <source>Answer now, move the event, or hand the {clock} to {name}.</source>
        <translation>Odpowiedz teraz, przesuń wydarzenie albo przekaż zgłoszenie ({clock}): {name}.</translation>
    </message>
    <message>
        <source>Answer now, or move the event.</source>
        <translation>Odpowiedz teraz albo przesuń wydarzenie.</translation>
    </message>
</context>
<context>
    <name>ComparedRow</name>
    <message>
        <source>before: {value}</source>
        <translation>przedtem: {value}</translation>
    </message>
    <message>
        <source>{field}, the same on both sides: {value}</source>
        <translation>{field}, tak samo po obu stronach: {value}</translation>
    </message>
    <message>
        <source>{field} differs. Mine: {mine}. On the server: {theirs}.</source>
        <translation>{field}: różnica. U mnie: {mine}. Na serwerze: {theirs}.</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Mine</source>
        <translation>U mnie</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>Na serwerze</translation>
    </message>
</context>
<context>
    <name>Composition</name>
    <message>
        <source>Go to a time with the arrow keys first; then {key} says why.</source>
        <translation>Najpierw przejdź strzałkami do terminu; wtedy {key} powie dlaczego.</translation>
    </message>
    <message>
        <source>The event was moved or called off since, is gone, or its calendar is hidden.</source>
        <translation>Wydarzenie od tego czasu przeniesiono, odwołano albo usunięto, albo jego kalendarz jest ukryty.</translation>
    </message>
    <message>
        <source>Select a call first: Tab goes from one to the next.</source>
        <translation>Najpierw wybierz rozmowę: Tab przechodzi od jednej do następnej.</translation>
    </message>
</context>
<context>
    <name>ConflictPage</name>
    <message>
        <source>Next</source>
        <translation>Następny</translation>
    </message>
    <message>
        <source>Go to the next conflict (J)</source>
        <translation>Przejdź do następnego konfliktu (J)</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Poprzedni</translation>
    </message>
    <message>
        <source>Go to the conflict before (K)</source>
        <translation>Przejdź do poprzedniego konfliktu (K)</translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation>(bez tytułu)</translation>
    </message>
    <message>
        <source>Send mine again</source>
        <translation>Wyślij moją ponownie</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Zachowaj moją</translation>
    </message>
    <message>
        <source>Accept the server’s</source>
        <translation>Przyjmij wersję serwera</translation>
    </message>
    <message>
        <source>Move it back</source>
        <translation>Przenieś z powrotem</translation>
    </message>
    <message>
        <source>Leave it there</source>
        <translation>Zostaw tam</translation>
    </message>
    <message>
        <source>Keep the server’s</source>
        <translation>Zachowaj z serwera</translation>
    </message>
    <message>
        <source>Leave it deleted</source>
        <translation>Pozostaw usunięte</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Zostaw poza kalendarzem</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Zachowaj obie</translation>
    </message>
    <message>
        <source>Your version holds, and goes to the server with the next sync (M)</source>
        <translation>Obowiązuje Twoja wersja i trafi na serwer przy następnej synchronizacji (M)</translation>
    </message>
    <message>
        <source>These meetings come back, and go to the server beside what the series has there (M)</source>
        <translation>Te spotkania wracają i trafiają na serwer obok tego, co seria tam ma (M)</translation>
    </message>
    <message>
        <source>The event stays deleted; your version is let go, and Ctrl+Z brings it back (S)</source>
        <translation>Wydarzenie pozostaje usunięte; Twoja wersja znika, a Ctrl+Z ją przywraca (S)</translation>
    </message>
    <message>
        <source>These meetings stay out of the calendar, and the series as it is; Ctrl+Z brings yours back (S)</source>
        <translation>Te spotkania zostają poza kalendarzem, a seria bez zmian; Ctrl+Z przywraca Twoją wersję (S)</translation>
    </message>
    <message>
        <source>The server’s version holds; yours is let go, and Ctrl+Z brings it back (S)</source>
        <translation>Obowiązuje wersja z serwera; Twoja znika, a Ctrl+Z ją przywraca (S)</translation>
    </message>
    <message>
        <source>The server’s version holds, and yours becomes an event of its own beside it (B)</source>
        <translation>Obowiązuje wersja z serwera, a Twoja staje się osobnym wydarzeniem obok (B)</translation>
    </message>
    <message numerus="yes">
        <source>%n occurrence(s) that you alone changed stay as you have them, whichever version you keep.</source>
        <translation>
            <numerusform>%n wystąpienie zmienione tylko przez Ciebie zostaje takie, jak u Ciebie, niezależnie od wybranej wersji.</numerusform>
            <numerusform>%n wystąpienia zmienione tylko przez Ciebie zostają takie, jak u Ciebie, niezależnie od wybranej wersji.</numerusform>
            <numerusform>%n wystąpień zmienionych tylko przez Ciebie zostaje takich, jak u Ciebie, niezależnie od wybranej wersji.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Conflicts</name>
    <message>
        <source>(no title)</source>
        <translation>(bez tytułu)</translation>
    </message>
    <message>
        <source>rewritten by the server</source>
        <translation>zmienione przez serwer</translation>
    </message>
    <message>
        <source>two calls at once</source>
        <translation>dwie rozmowy naraz</translation>
    </message>
    <message>
        <source>later part of a series</source>
        <translation>późniejsza część serii</translation>
    </message>
    <message>
        <source>later part of “{series}”</source>
        <translation>dalszy ciąg „{series}”</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Tytuł</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Kiedy</translation>
    </message>
    <message>
        <source>Recurs</source>
        <translation>Powtarza się</translation>
    </message>
    <message>
        <source>Without the days</source>
        <translation>Bez dni</translation>
    </message>
    <message>
        <source>Also on</source>
        <translation>Także</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Miejsce</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Osoby</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notatki</translation>
    </message>
    <message>
        <source>Reminders</source>
        <translation>Przypomnienia</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Czas</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Stan</translation>
    </message>
    <message>
        <source>Seen by others</source>
        <translation>Widoczność</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Rodzaj</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Załączniki</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Zgłoszenie</translation>
    </message>
    <message>
        <source>Other lines</source>
        <translation>Inne wiersze</translation>
    </message>
    <message>
        <source>changed here</source>
        <translation>zmienione tutaj</translation>
    </message>
    <message>
        <source>changed there</source>
        <translation>zmienione tam</translation>
    </message>
    <message>
        <source>changed on both sides</source>
        <translation>zmienione tu i tam</translation>
    </message>
    <message>
        <source>You changed this and all later meetings of {series}; on the server it goes on otherwise, or ends before that. This later part was taken out of the calendar; yours is kept here.</source>
        <translation>Zmieniono tu spotkanie i wszystkie późniejsze {series}; na serwerze biegnie ona inaczej albo kończy się wcześniej. Tę późniejszą część wyjęto z kalendarza; Twoja wersja jest zachowana tutaj.</translation>
    </message>
    <message>
        <source>the series “{title}”</source>
        <translation>serii „{title}”</translation>
    </message>
    <message>
        <source>a series</source>
        <translation>serii</translation>
    </message>
    <message>
        <source>Changed here and on the server at once, and deleted since. Yours is kept here.</source>
        <translation>Zmienione tutaj i na serwerze jednocześnie, a potem usunięte. Twoja wersja jest zachowana tutaj.</translation>
    </message>
    <message>
        <source>The server changed this event after it was sent. The calendar shows what the server has.</source>
        <translation>Serwer zmienił to wydarzenie po wysłaniu. Kalendarz pokazuje to, co ma serwer.</translation>
    </message>
    <message>
        <source>This call was moved elsewhere to a time at which another call stands.</source>
        <translation>Tę rozmowę przeniesiono gdzie indziej na czas, w którym jest inna rozmowa.</translation>
    </message>
    <message>
        <source>Changed here and on the server at once. The calendar shows the server’s version where both touched the same; yours is kept here.</source>
        <translation>Zmienione jednocześnie tutaj i na serwerze. Tam, gdzie obie strony zmieniły to samo, kalendarz pokazuje wersję z serwera; Twoja jest zachowana tutaj.</translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>(nic)</translation>
    </message>
    <message>
        <source>on the clock of wherever one is</source>
        <translation>według zegara tam, gdzie się jest</translation>
    </message>
    <message>
        <source>takes no time</source>
        <translation>nie zajmuje czasu</translation>
    </message>
    <message>
        <source>takes time</source>
        <translation>zajmuje czas</translation>
    </message>
    <message>
        <source>This one: {when}</source>
        <translation>To jedno: {when}</translation>
    </message>
    <message>
        <source>(not there: deleted, or at no such time)</source>
        <translation>(nie ma go tam: usunięte albo nie przypada o tej porze)</translation>
    </message>
</context>
<context>
    <name>ConflictsScreen</name>
    <message>
        <source>Conflicts</source>
        <translation>Konflikty</translation>
    </message>
    <message>
        <source>There are no conflicts. Where an event is changed here and on the server at once and both touch the same, both versions are kept and stand here side by side, until you say which one holds.</source>
        <translation>Nie ma konfliktów. Gdy wydarzenie zmieni się jednocześnie tutaj i na serwerze i obie zmiany dotyczą tego samego, obie wersje są zachowane i stoją tu obok siebie, aż powiesz, która obowiązuje.</translation>
    </message>
    <message>
        <source>Esc leads back.</source>
        <translation>Esc prowadzi z powrotem.</translation>
    </message>
    <message>
        <source>That was the last conflict.</source>
        <translation>To był ostatni konflikt.</translation>
    </message>
    <message>
        <source>That is the first conflict.</source>
        <translation>To pierwszy konflikt.</translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation>Brak konfliktów</translation>
    </message>
</context>
<context>
    <name>ContactLine</name>
    <message>
        <source>Name</source>
        <translation>Nazwa</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Contact: {field}</source>
        <translation>Kontakt: {field}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Usuń</translation>
    </message>
    <message>
        <source>Remove this contact (Alt+Delete); Ctrl+Z brings it back</source>
        <translation>Usuń ten kontakt (Alt+Delete); Ctrl+Z go przywraca</translation>
    </message>
</context>
<context>
    <name>DateBox</name>
    <message>
        <source>Go to a date</source>
        <translation>Przejdź do daty</translation>
    </message>
    <message>
        <source>16.6, 3 july, next tuesday, +10</source>
        <translation>16.6, 3 lipca, następny wtorek, +10</translation>
    </message>
</context>
<context>
    <name>Day</name>
    <message>
        <source>free {minutes} min</source>
        <translation>wolne {minutes} min</translation>
    </message>
    <message>
        <source>free {hours} h</source>
        <translation>wolne {hours} h</translation>
    </message>
    <message>
        <source>free {hours} h {minutes}</source>
        <translation>wolne {hours} h {minutes}</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Dołącz</translation>
    </message>
    <message>
        <source>done</source>
        <translation>gotowe</translation>
    </message>
    <message>
        <source>Ctrl+Enter joins the call</source>
        <translation>Ctrl+Enter dołącza do rozmowy</translation>
    </message>
    <message>
        <source>Severity {number} {word}, {clock} due {due}: {account}, {subject}</source>
        <translation>Ważność {number} {word}, {clock} do {due}: {account}, {subject}</translation>
    </message>
    <message>
        <source>call</source>
        <translation>rozmowa</translation>
    </message>
    <message>
        <source>work block</source>
        <translation>blok pracy</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>rezerwacja</translation>
    </message>
    <message>
        <source>proposal</source>
        <translation>propozycja</translation>
    </message>
    <message>
        <source>absence</source>
        <translation>nieobecność</translation>
    </message>
</context>
<context>
    <name>DayCanvas</name>
    <message>
        <source>Day</source>
        <translation>Dzień</translation>
    </message>
</context>
<context>
    <name>DayLine</name>
    <message>
        <source>Day that differs</source>
        <translation>Inny dzień</translation>
    </message>
    <message>
        <source>Hours of the day that differs</source>
        <translation>Godziny innego dnia</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>zamknięte</translation>
    </message>
</context>
<context>
    <name>DayMenu</name>
    <message>
        <source>Book a call on this day…</source>
        <translation>Umów rozmowę na ten dzień…</translation>
    </message>
    <message>
        <source>Why is this not bookable?</source>
        <translation>Dlaczego nie można umówić tego terminu?</translation>
    </message>
</context>
<context>
    <name>DayPane</name>
    <message>
        <source>Nothing stands in this day. Drag a request here to set time aside for it.</source>
        <translation>Ten dzień jest pusty. Przeciągnij tu zgłoszenie, aby zarezerwować na nie czas.</translation>
    </message>
    <message>
        <source>free until {time}</source>
        <translation>wolne do {time}</translation>
    </message>
    <message>
        <source>free from {time}</source>
        <translation>wolne od {time}</translation>
    </message>
    <message>
        <source>nothing free today</source>
        <translation>dziś nic wolnego</translation>
    </message>
    <message>
        <source>Next: {when} {event}</source>
        <translation>Następne: {when} {event}</translation>
    </message>
</context>
<context>
    <name>DayPart</name>
    <message numerus="yes">
        <source>{collision} and %n more</source>
        <translation>
            <numerusform>{collision} i jeszcze %n</numerusform>
            <numerusform>{collision} i jeszcze %n</numerusform>
            <numerusform>{collision} i jeszcze %n</numerusform>
        </translation>
    </message>
    <message>
        <source>The call’s link is no address of the web; it is not opened.</source>
        <translation>Łącze rozmowy nie jest adresem internetowym; nie zostanie otwarte.</translation>
    </message>
    <message>
        <source>No browser opened {address}; copy it there.</source>
        <translation>Żadna przeglądarka nie otworzyła {address}; skopiuj adres.</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message>
        <source>Responded</source>
        <translation>Odpowiedziano</translation>
    </message>
    <message>
        <source>Response given</source>
        <translation>Udzielono odpowiedzi</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Contact made</source>
        <translation>Nawiązano kontakt</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>Oddzwoniono</translation>
    </message>
    <message>
        <source>Called back</source>
        <translation>Oddzwoniono</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Oczekiwanie</translation>
    </message>
    <message>
        <source>Waiting on customer</source>
        <translation>Oczekuje na klienta</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Ważność</translation>
    </message>
    <message>
        <source>Change severity</source>
        <translation>Zmień ważność</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notatka</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Dodaj notatkę</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Przydziel</translation>
    </message>
    <message>
        <source>Assign to an agent</source>
        <translation>Przydziel agentowi</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Znaczniki</translation>
    </message>
    <message>
        <source>Change the tags</source>
        <translation>Zmień znaczniki</translation>
    </message>
    <message>
        <source>Postpone</source>
        <translation>Odłóż</translation>
    </message>
    <message>
        <source>Postpone the request</source>
        <translation>Odłóż zgłoszenie</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Zarezerwuj</translation>
    </message>
    <message>
        <source>Set time aside for the request</source>
        <translation>Zarezerwuj czas na zgłoszenie</translation>
    </message>
    <message>
        <source>Resolve</source>
        <translation>Rozwiąż</translation>
    </message>
    <message>
        <source>Resolve the request</source>
        <translation>Rozwiąż zgłoszenie</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Otwórz</translation>
    </message>
    <message>
        <source>Open in LiveAgent</source>
        <translation>Otwórz w LiveAgent</translation>
    </message>
    <message>
        <source>why?</source>
        <translation>dlaczego?</translation>
    </message>
    <message>
        <source>Why this time?</source>
        <translation>Dlaczego ten termin?</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Następne</translation>
    </message>
    <message>
        <source>Next request</source>
        <translation>Następne zgłoszenie</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Poprzednie</translation>
    </message>
    <message>
        <source>Previous request</source>
        <translation>Poprzednie zgłoszenie</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtruj</translation>
    </message>
    <message>
        <source>Filter the queue</source>
        <translation>Filtruj kolejkę</translation>
    </message>
    <message>
        <source>Urgency</source>
        <translation>Pilność</translation>
    </message>
    <message>
        <source>Order by urgency or by group</source>
        <translation>Kolejność według pilności lub grup</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Wszyscy</translation>
    </message>
    <message>
        <source>Show everybody’s requests or mine</source>
        <translation>Pokaż zgłoszenia wszystkich albo moje</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nowe</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>Nowe zgłoszenie</translation>
    </message>
    <message>
        <source>Book a call…</source>
        <translation>Umów rozmowę…</translation>
    </message>
    <message>
        <source>Book a call with a customer</source>
        <translation>Umów rozmowę z klientem</translation>
    </message>
    <message>
        <source>Rearrange calls…</source>
        <translation>Przełóż rozmowy…</translation>
    </message>
    <message>
        <source>Move, hand over or call off the calls of a stretch</source>
        <translation>Przenieś, przekaż lub odwołaj rozmowy z wybranego czasu</translation>
    </message>
    <message>
        <source>Next call’s brief</source>
        <translation>Karta następnej rozmowy</translation>
    </message>
    <message>
        <source>Find or do…</source>
        <translation>Znajdź lub zrób…</translation>
    </message>
    <message>
        <source>Find or do anything</source>
        <translation>Znajdź lub zrób cokolwiek</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Cofnij</translation>
    </message>
    <message>
        <source>Undo what was done last</source>
        <translation>Cofnij ostatnią czynność</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Ponów</translation>
    </message>
    <message>
        <source>Do again what was undone</source>
        <translation>Ponów cofniętą czynność</translation>
    </message>
    <message>
        <source>Pull</source>
        <translation>Pobierz</translation>
    </message>
    <message>
        <source>Pull from LiveAgent now</source>
        <translation>Pobierz teraz z LiveAgent</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>Biurko</translation>
    </message>
    <message>
        <source>Go to the desk</source>
        <translation>Przejdź do biurka</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Kalendarz</translation>
    </message>
    <message>
        <source>Go to the calendar</source>
        <translation>Przejdź do kalendarza</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Klienci</translation>
    </message>
    <message>
        <source>Go to the accounts</source>
        <translation>Przejdź do klientów</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Odpowiedzi</translation>
    </message>
    <message>
        <source>See what guests answered, and what waits for you</source>
        <translation>Zobacz, co odpowiedzieli goście i co czeka na Ciebie</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ustawienia</translation>
    </message>
    <message>
        <source>Go to the settings</source>
        <translation>Przejdź do ustawień</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Import requests from a file</source>
        <translation>Importuj zgłoszenia z pliku</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Jasny lub ciemny</translation>
    </message>
    <message>
        <source>Change between light and dark</source>
        <translation>Przełącz jasny i ciemny wygląd</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Raport</translation>
    </message>
    <message>
        <source>Show the report of a fault</source>
        <translation>Pokaż raport o błędzie</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Klawisze</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>Pokaż wszystkie klawisze</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Zakończ</translation>
    </message>
    <message>
        <source>Quit Opiekun</source>
        <translation>Zakończ program Opiekun</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dzień</translation>
    </message>
    <message>
        <source>Show a day</source>
        <translation>Pokaż dzień</translation>
    </message>
    <message>
        <source>Work week</source>
        <translation>Tydzień roboczy</translation>
    </message>
    <message>
        <source>Show the work week</source>
        <translation>Pokaż tydzień roboczy</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Tydzień</translation>
    </message>
    <message>
        <source>Show the whole week</source>
        <translation>Pokaż cały tydzień</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Miesiąc</translation>
    </message>
    <message>
        <source>Show the month</source>
        <translation>Pokaż miesiąc</translation>
    </message>
    <message>
        <source>Agenda</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Show the agenda</source>
        <translation>Pokaż plan</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Dziś</translation>
    </message>
    <message>
        <source>Go to today</source>
        <translation>Przejdź do dzisiaj</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Wstecz</translation>
    </message>
    <message>
        <source>Go back by what is shown</source>
        <translation>Cofnij o tyle, ile widać</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Dalej</translation>
    </message>
    <message>
        <source>Go forward by what is shown</source>
        <translation>Przejdź dalej o tyle, ile widać</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Przejdź</translation>
    </message>
    <message>
        <source>Go to a date</source>
        <translation>Przejdź do daty</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Dodaj</translation>
    </message>
    <message>
        <source>Add an event in one line</source>
        <translation>Dodaj wydarzenie jednym wierszem</translation>
    </message>
    <message>
        <source>New event</source>
        <translation>Nowe wydarzenie</translation>
    </message>
    <message>
        <source>New event, with all its fields</source>
        <translation>Nowe wydarzenie ze wszystkimi polami</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Edytuj</translation>
    </message>
    <message>
        <source>Edit the event, with all its fields</source>
        <translation>Edytuj wydarzenie, wszystkie pola</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Usuń</translation>
    </message>
    <message>
        <source>Delete the event</source>
        <translation>Usuń wydarzenie</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Szukaj</translation>
    </message>
    <message>
        <source>Search events by title, people and notes</source>
        <translation>Szukaj wydarzeń po tytule, osobach i notatkach</translation>
    </message>
    <message>
        <source>Calendars</source>
        <translation>Kalendarze</translation>
    </message>
    <message>
        <source>Show, hide and name calendars</source>
        <translation>Pokaż, ukryj i nazwij kalendarze</translation>
    </message>
    <message>
        <source>Second zone</source>
        <translation>Druga strefa</translation>
    </message>
    <message>
        <source>Choose a second time zone</source>
        <translation>Wybierz drugą strefę czasową</translation>
    </message>
    <message>
        <source>Colleagues…</source>
        <translation>Współpracownicy…</translation>
    </message>
    <message>
        <source>Show when colleagues are busy</source>
        <translation>Pokaż, kiedy współpracownicy są zajęci</translation>
    </message>
    <message>
        <source>All free</source>
        <translation>Wszyscy wolni</translation>
    </message>
    <message>
        <source>Go to the next time when all are free</source>
        <translation>Przejdź do następnego terminu wolnego dla wszystkich</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>Karta</translation>
    </message>
    <message>
        <source>Open the brief of the call</source>
        <translation>Otwórz kartę rozmowy</translation>
    </message>
    <message>
        <source>Not bookable?</source>
        <translation>Czemu nie?</translation>
    </message>
    <message>
        <source>Why is this not bookable?</source>
        <translation>Dlaczego nie można umówić tego terminu?</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drukuj</translation>
    </message>
    <message>
        <source>Print the week</source>
        <translation>Drukuj tydzień</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Save the week as a PDF</source>
        <translation>Zapisz tydzień jako PDF</translation>
    </message>
    <message>
        <source>Import events</source>
        <translation>Importuj wydarzenia</translation>
    </message>
    <message>
        <source>Import events from an .ics file</source>
        <translation>Importuj wydarzenia z pliku .ics</translation>
    </message>
    <message>
        <source>Export events</source>
        <translation>Eksportuj wydarzenia</translation>
    </message>
    <message>
        <source>Export a calendar as an .ics file</source>
        <translation>Eksportuj kalendarz do pliku .ics</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Synchronizuj</translation>
    </message>
    <message>
        <source>Sync the calendars now</source>
        <translation>Zsynchronizuj kalendarze teraz</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Zatrzymaj</translation>
    </message>
    <message>
        <source>Stop syncing the calendars</source>
        <translation>Zatrzymaj synchronizację kalendarzy</translation>
    </message>
    <message>
        <source>Calendar sync</source>
        <translation>Synchronizacja</translation>
    </message>
    <message>
        <source>See how the calendars are synced</source>
        <translation>Zobacz, jak synchronizują się kalendarze</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Konflikty</translation>
    </message>
    <message>
        <source>Settle conflicts of the sync: changed here and on the server at once</source>
        <translation>Rozstrzygnij konflikty synchronizacji: zmiany naraz tu i na serwerze</translation>
    </message>
</context>
<context>
    <name>DeskPage</name>
    <message>
        <source>Select a request to see its clocks.</source>
        <translation>Wybierz zgłoszenie, aby zobaczyć jego terminy.</translation>
    </message>
    <message>
        <source>A request’s clocks stand here.</source>
        <translation>Tu widać zegary zgłoszenia.</translation>
    </message>
    <message>
        <source>{id} came without an address; there is nothing to open in a browser.</source>
        <translation>{id} przyszło bez adresu; nie ma czego otworzyć w przeglądarce.</translation>
    </message>
    <message>
        <source>No browser opened {address}; copy it there.</source>
        <translation>Żadna przeglądarka nie otworzyła {address}; skopiuj tam ten adres.</translation>
    </message>
</context>
<context>
    <name>Editors</name>
    <message>
        <source>No browser opened {address}; copy it there.</source>
        <translation>Żadna przeglądarka nie otworzyła {address}; skopiuj ten adres do niej.</translation>
    </message>
</context>
<context>
    <name>EmptyHint</name>
    <message>
        <source>Nothing stands here yet. Drag over the hours or press N for an event, Q for one in a line of text, Ctrl+I for a calendar file.</source>
        <translation>Tu jeszcze nic nie ma. Przeciągnij po godzinach lub naciśnij N, by dodać wydarzenie, Q – jednym wierszem tekstu, Ctrl+I – z pliku kalendarza.</translation>
    </message>
</context>
<context>
    <name>Errands</name>
    <message>
        <source>Saved the week as {file}</source>
        <translation>Zapisano tydzień jako {file}</translation>
    </message>
    <message>
        <source>First say whose time matters: {key}</source>
        <translation>Najpierw powiedz, o czyj czas chodzi: {key}</translation>
    </message>
    <message>
        <source>No server tells when they are busy: {key} says what to do.</source>
        <translation>Żaden serwer nie mówi, kiedy te osoby są zajęte: {key} pokaże, co zrobić.</translation>
    </message>
    <message>
        <source>In the weeks that were asked for there is no time when all are free.</source>
        <translation>W tygodniach, o które zapytano, nie ma terminu wolnego dla wszystkich.</translation>
    </message>
    <message>
        <source>Free as far as is known: {when}; nothing is known of {who}. Type what it is, or go on with Esc and F.</source>
        <translation>Wolne, o ile wiadomo: {when}; nic nie wiadomo o: {who}. Wpisz, co to będzie, albo szukaj dalej przez Esc i F.</translation>
    </message>
    <message>
        <source>All are free: {when}. Type what it is, or go on with Esc and F.</source>
        <translation>Wszyscy są wolni: {when}. Wpisz, co to jest, albo szukaj dalej: Esc i F.</translation>
    </message>
    <message>
        <source>The days show when they are busy; {key} tells it in words.</source>
        <translation>Dni pokazują, kiedy są zajęci; {key} opisuje to słowami.</translation>
    </message>
    <message>
        <source>Save the week as a PDF</source>
        <translation>Zapisz tydzień jako PDF</translation>
    </message>
    <message>
        <source>PDF ({patterns})</source>
        <translation>PDF ({patterns})</translation>
    </message>
    <message>
        <source>Sent the week to the printer</source>
        <translation>Wysłano tydzień do drukarki</translation>
    </message>
</context>
<context>
    <name>EventTimes</name>
    <message>
        <source>all day</source>
        <translation>cały dzień</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Pierwszy dzień</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Początek</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Ostatni dzień</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Koniec</translation>
    </message>
</context>
<context>
    <name>EventWork</name>
    <message>
        <source>Change which of them?</source>
        <translation>Które zmienić?</translation>
    </message>
    <message>
        <source>Move which of them?</source>
        <translation>Które przenieść?</translation>
    </message>
    <message numerus="yes">
        <source>%n guest(s) will be told: {guests}</source>
        <translation>
            <numerusform>%n gość dostanie wiadomość: {guests}</numerusform>
            <numerusform>%n goście dostaną wiadomość: {guests}</numerusform>
            <numerusform>%n gości dostanie wiadomość: {guests}</numerusform>
        </translation>
    </message>
    <message>
        <source>(nobody of this one, which is over)</source>
        <translation>(o tym, które już się odbyło, nikt się nie dowie)</translation>
    </message>
    <message>
        <source>Delete which of them?</source>
        <translation>Które usunąć?</translation>
    </message>
    <message>
        <source>Delete it?</source>
        <translation>Usunąć?</translation>
    </message>
    <message>
        <source>Delete it and tell them</source>
        <translation>Usuń i powiadom ich</translation>
    </message>
    <message>
        <source>{who} organizes it. Propose this time to them?</source>
        <translation>Organizuje to {who}. Zaproponować ten termin?</translation>
    </message>
    <message>
        <source>Propose this time</source>
        <translation>Zaproponuj ten termin</translation>
    </message>
</context>
<context>
    <name>FaultPanel</name>
    <message>
        <source>Report of the fault</source>
        <translation>Raport o błędzie</translation>
    </message>
    <message>
        <source>This is a fault in Opiekun. What you did last may not be stored; everything else goes on. The report tells where it was, and nothing of your desk: please copy it and send it to whoever cares for Opiekun.</source>
        <translation>To błąd programu Opiekun. Ostatnia czynność mogła się nie zapisać; wszystko inne działa dalej. Raport mówi, gdzie błąd wystąpił, a nic o Twoim biurku: skopiuj go i wyślij osobie, która dba o Opiekuna.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiuj</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Coś poszło nie tak</translation>
    </message>
</context>
<context>
    <name>FileDrops</name>
    <message>
        <source>Drop the file to take it in</source>
        <translation>Upuść plik, aby go wczytać</translation>
    </message>
</context>
<context>
    <name>FilesPanel</name>
    <message>
        <source>Import</source>
        <translation>Importuj</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>Inny plik</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>What was refused</source>
        <translation>Co odrzucono</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Kalendarz</translation>
    </message>
    <message>
        <source>Calendars ({patterns})</source>
        <translation>Kalendarze ({patterns})</translation>
    </message>
    <message>
        <source>Import events</source>
        <translation>Import wydarzeń</translation>
    </message>
    <message>
        <source>Export a calendar</source>
        <translation>Eksport kalendarza</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Eksportuj</translation>
    </message>
    <message>
        <source>Events that the calendar has already are known by their UIDs: importing again changes nothing. What cannot be read is refused alone, the rest is taken in.</source>
        <translation>Wydarzenia, które kalendarz już ma, są rozpoznawane po UID: ponowny import niczego nie zmienia. To, czego nie da się odczytać, jest odrzucane osobno, reszta zostaje przyjęta.</translation>
    </message>
    <message>
        <source>Writes an .ics file with everything that came with the events.</source>
        <translation>Zapisuje plik .ics ze wszystkim, co przyszło z wydarzeniami.</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} z {total}</translation>
    </message>
    <message>
        <source>Stopped before the end; nothing was taken in.</source>
        <translation>Zatrzymano przed końcem; nic nie zostało przyjęte.</translation>
    </message>
    <message>
        <source>{created} created, {updated} updated, {unchanged} unchanged, {refused} refused.</source>
        <translation>Dodane: {created}, zaktualizowane: {updated}, bez zmian: {unchanged}, odrzucone: {refused}.</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) older in the file than here: left as they are.</source>
        <translation>
            <numerusform>%n wydarzenie jest w pliku starsze niż tutaj: pozostawiono bez zmian.</numerusform>
            <numerusform>%n wydarzenia są w pliku starsze niż tutaj: pozostawiono bez zmian.</numerusform>
            <numerusform>%n wydarzeń jest w pliku starszych niż tutaj: pozostawiono bez zmian.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote %n event(s) to {file}.</source>
        <translation>
            <numerusform>Zapisano %n wydarzenie w {file}.</numerusform>
            <numerusform>Zapisano %n wydarzenia w {file}.</numerusform>
            <numerusform>Zapisano %n wydarzeń w {file}.</numerusform>
        </translation>
    </message>
    <message>
        <source>line {line}: {reason}</source>
        <translation>wiersz {line}: {reason}</translation>
    </message>
</context>
<context>
    <name>FoundCalendars</name>
    <message>
        <source>▲ The server did not show all of its calendars; those that are missing can be connected later.</source>
        <translation>▲ Serwer nie pokazał wszystkich kalendarzy; brakujące można połączyć później.</translation>
    </message>
    <message>
        <source>New events go to</source>
        <translation>Nowe wydarzenia trafiają do</translation>
    </message>
    <message>
        <source>Where an event goes for which no calendar is chosen</source>
        <translation>Dokąd trafia wydarzenie, dla którego nie wybrano kalendarza</translation>
    </message>
    <message>
        <source>Do not connect</source>
        <translation>Nie łącz</translation>
    </message>
    <message>
        <source>What stands in them comes here at once; what you change here goes there.</source>
        <translation>Ich zawartość od razu pojawi się tutaj; to, co zmienisz tutaj, pójdzie tam.</translation>
    </message>
    <message numerus="yes">
        <source>%n calendar(s) found</source>
        <translation>
            <numerusform>Znaleziono %n kalendarz</numerusform>
            <numerusform>Znaleziono %n kalendarze</numerusform>
            <numerusform>Znaleziono %n kalendarzy</numerusform>
        </translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(bez nazwy)</translation>
    </message>
    <message>
        <source>can only be read</source>
        <translation>tylko do odczytu</translation>
    </message>
    <message>
        <source>connected already</source>
        <translation>już połączony</translation>
    </message>
    <message numerus="yes">
        <source>Connect %n calendar(s)</source>
        <translation>
            <numerusform>Połącz %n kalendarz</numerusform>
            <numerusform>Połącz %n kalendarze</numerusform>
            <numerusform>Połącz %n kalendarzy</numerusform>
        </translation>
    </message>
    <message>
        <source>“{name}”, as now: only on this computer</source>
        <translation>„{name}”, jak teraz: tylko na tym komputerze</translation>
    </message>
    <message>
        <source>“{name}”, as now</source>
        <translation>„{name}”, jak teraz</translation>
    </message>
</context>
<context>
    <name>FullEditor</name>
    <message>
        <source>takes no time</source>
        <translation>nie zajmuje czasu</translation>
    </message>
    <message>
        <source>Save event</source>
        <translation>Zapisz wydarzenie</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Close; what was typed stays (Esc)</source>
        <translation>Zamknij; to, co wpisano, zostaje (Esc)</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Odrzuć</translation>
    </message>
    <message>
        <source>Throw away what was typed, and close (Alt+Delete)</source>
        <translation>Wyrzuć to, co wpisano, i zamknij (Alt+Delete)</translation>
    </message>
    <message>
        <source>Delete event</source>
        <translation>Usuń wydarzenie</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Tytuł</translation>
    </message>
    <message>
        <source>Starts</source>
        <translation>Początek</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Koniec</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Strefa czasowa</translation>
    </message>
    <message>
        <source>Recurs</source>
        <translation>Powtarza się</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Miejsce</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Kalendarz</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Rodzaj</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notatki</translation>
    </message>
    <message>
        <source>Reminders</source>
        <translation>Przypomnienia</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Stan</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Czas</translation>
    </message>
    <message>
        <source>Seen by others</source>
        <translation>Widoczność dla innych</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Załączniki</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Osoby</translation>
    </message>
    <message>
        <source>15 min, 1 h, 1 d before it starts</source>
        <translation>15 min, 1 h, 1 d przed początkiem</translation>
    </message>
    <message>
        <source>separated by commas</source>
        <translation>oddzielone przecinkami</translation>
    </message>
    <message>
        <source>one link a line</source>
        <translation>po jednym linku w wierszu</translation>
    </message>
    <message>
        <source>New event</source>
        <translation>Nowe wydarzenie</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Wydarzenie</translation>
    </message>
</context>
<context>
    <name>Furnishing</name>
    <message>
        <source>settings</source>
        <translation>ustawienia</translation>
    </message>
    <message>
        <source>A request that you began to take down is still there: {key}</source>
        <translation>Rozpoczęte zgłoszenie wciąż tu jest: {key}</translation>
    </message>
    <message>
        <source>Added {id} “{subject}” to the queue of {name}</source>
        <translation>Dodano {id} „{subject}” do kolejki: {name}</translation>
    </message>
    <message>
        <source>The sample desk opens in a window of its own.</source>
        <translation>Przykładowe biurko otwiera się we własnym oknie.</translation>
    </message>
    <message>
        <source>Open it with “opiekun desktop --sample”.</source>
        <translation>Otwórz je poleceniem „opiekun desktop --sample”.</translation>
    </message>
</context>
<context>
    <name>Grid</name>
    <message>
        <source>all day</source>
        <translation>cały dzień</translation>
    </message>
    <message>
        <source>+{count}</source>
        <translation>+{count}</translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation>(bez tytułu)</translation>
    </message>
    <message>
        <source>{who} proposes {time}</source>
        <translation>{who} proponuje {time}</translation>
    </message>
    <message>
        <source>instead of {when} · {event}</source>
        <translation>zamiast {when} · {event}</translation>
    </message>
    <message>
        <source>Proposal of {who}: {proposed} instead of {stands}, {event}</source>
        <translation>Propozycja od {who}: {proposed} zamiast {stands}, {event}</translation>
    </message>
    <message>
        <source>Drop the event here to accept; Enter accepts or declines.</source>
        <translation>Upuść tu wydarzenie, aby przyjąć; Enter przyjmuje lub odrzuca.</translation>
    </message>
    <message>
        <source>accepts the time of {who}</source>
        <translation>przyjmuje termin od {who}</translation>
    </message>
    <message>
        <source>in conflict with the server’s version</source>
        <translation>w konflikcie z wersją z serwera</translation>
    </message>
    <message>
        <source>the server did not take the change; Shift+F9 says why</source>
        <translation>serwer nie przyjął zmiany; Shift+F9 mówi dlaczego</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Dołącz</translation>
    </message>
    <message>
        <source>swallows {account}’s {clock}, due {time}</source>
        <translation>nie zostawia czasu: {account}, {clock}, termin {time}</translation>
    </message>
    <message>
        <source>after {time}, when it is due</source>
        <translation>po {time}, czyli po terminie</translation>
    </message>
    <message>
        <source>Severity {number} {word}: {clock} due {time} · {account} · {subject}</source>
        <translation>Ważność {number}, {word}: {clock}, termin {time} · {account} · {subject}</translation>
    </message>
    <message>
        <source>to {day}</source>
        <translation>do: {day}</translation>
    </message>
    <message>
        <source>{day} {start} to {end}</source>
        <translation>{day}, od {start} do {end}</translation>
    </message>
    <message>
        <source>calendar {name}</source>
        <translation>kalendarz {name}</translation>
    </message>
    <message>
        <source>; collides with: {deadlines}</source>
        <translation>; koliduje z: {deadlines}</translation>
    </message>
    <message>
        <source>held</source>
        <translation>wstępna rezerwacja</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>propozycja</translation>
    </message>
    <message>
        <source>absence</source>
        <translation>nieobecność</translation>
    </message>
    <message>
        <source>tentative</source>
        <translation>niepewne</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>odwołane</translation>
    </message>
    <message>
        <source>repeats</source>
        <translation>powtarza się</translation>
    </message>
    <message>
        <source>Drag to move by 15 minutes, by 5 with Shift; Ctrl copies.</source>
        <translation>Przeciągnij, aby przesunąć co 15 minut, z Shiftem co 5; z Ctrl powstanie kopia.</translation>
    </message>
    <message>
        <source>The calendar is read-only.</source>
        <translation>Ten kalendarz jest tylko do odczytu.</translation>
    </message>
    <message>
        <source>{times}, tentative</source>
        <translation>{times}, niepewne</translation>
    </message>
    <message>
        <source>free all day</source>
        <translation>cały dzień wolne</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Otwórz</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Usuń</translation>
    </message>
    <message>
        <source>a guest declined</source>
        <translation>gość odmówił</translation>
    </message>
    <message>
        <source>you have not answered this invitation</source>
        <translation>to zaproszenie czeka na Twoją odpowiedź</translation>
    </message>
    <message>
        <source>you accepted this invitation tentatively</source>
        <translation>zaproszenie przyjęte wstępnie</translation>
    </message>
    <message>
        <source>you declined this invitation</source>
        <translation>zaproszenie odrzucone przez Ciebie</translation>
    </message>
</context>
<context>
    <name>GuestLines</name>
    <message>
        <source>Invite others too: e-mail addresses; Enter writes to them</source>
        <translation>Zaproś też innych: adresy e-mail; Enter wysyła zaproszenie</translation>
    </message>
    <message>
        <source>Invite others too</source>
        <translation>Zaproś też innych</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Usuń</translation>
    </message>
    <message>
        <source>Remove {guest}</source>
        <translation>Usuń: {guest}</translation>
    </message>
    <message>
        <source>Invite no more, and tell so; Ctrl+Z invites again</source>
        <translation>Cofnij zaproszenie i powiadom; Ctrl+Z zaprasza ponownie</translation>
    </message>
</context>
<context>
    <name>GuestsField</name>
    <message>
        <source>other e-mail addresses</source>
        <translation>inne adresy e-mail</translation>
    </message>
    <message>
        <source>Other guests’ e-mail addresses</source>
        <translation>Adresy e-mail innych gości</translation>
    </message>
    <message>
        <source>The account’s other contacts can be typed.</source>
        <translation>Pozostałe kontakty klienta można wpisać.</translation>
    </message>
</context>
<context>
    <name>GuestsQuestion</name>
    <message>
        <source>Remove, and tell them that they are off</source>
        <translation>Usuń i napisz im, że są odwołane</translation>
    </message>
    <message>
        <source>Each guest gets a letter; Ctrl+Z brings the calendar back, and asks them again</source>
        <translation>Każdy gość dostanie list; Ctrl+Z przywraca kalendarz i zaprasza ich ponownie</translation>
    </message>
    <message>
        <source>Remove, and tell them nothing</source>
        <translation>Usuń i nic im nie pisz</translation>
    </message>
    <message>
        <source>For calls that are held all the same; Ctrl+Z brings the calendar back</source>
        <translation>Gdy rozmowy i tak się odbędą; Ctrl+Z przywraca kalendarz</translation>
    </message>
    <message>
        <source>Remove nothing</source>
        <translation>Nic nie usuwaj</translation>
    </message>
    <message>
        <source>“{name}” goes: are its guests to hear of it?</source>
        <translation>„{name}” znika: czy goście mają się o tym dowiedzieć?</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) to come, to which guests are invited, will go with it.</source>
        <translation>
            <numerusform>Zniknie też %n nadchodzące wydarzenie z gośćmi.</numerusform>
            <numerusform>Znikną też %n nadchodzące wydarzenia z gośćmi.</numerusform>
            <numerusform>Zniknie też %n nadchodzących wydarzeń z gośćmi.</numerusform>
        </translation>
    </message>
    <message>
        <source>Events of “{name}” go: are their guests to hear of it?</source>
        <translation>Znikną wydarzenia z „{name}”: czy ich goście mają się o tym dowiedzieć?</translation>
    </message>
    <message numerus="yes">
        <source>Among them: %n event(s) to come, to which guests are invited.</source>
        <translation>
            <numerusform>Wśród nich: %n nadchodzące wydarzenie z gośćmi.</numerusform>
            <numerusform>Wśród nich: %n nadchodzące wydarzenia z gośćmi.</numerusform>
            <numerusform>Wśród nich: %n nadchodzących wydarzeń z gośćmi.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n guest(s) would not hear of it.</source>
        <translation>
            <numerusform>%n zaproszony gość się o tym nie dowie.</numerusform>
            <numerusform>%n zaproszonych gości się o tym nie dowie.</numerusform>
            <numerusform>%n zaproszonych gości się o tym nie dowie.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more to remove: asked after this.</source>
        <translation>
            <numerusform>W kolejce do usunięcia: jeszcze %n.</numerusform>
            <numerusform>W kolejce do usunięcia: jeszcze %n.</numerusform>
            <numerusform>W kolejce do usunięcia: jeszcze %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete, and tell them that they are off</source>
        <translation>Usuń i napisz im, że są odwołane</translation>
    </message>
    <message>
        <source>Each guest gets a letter once they are deleted; until then Ctrl+Z takes it back</source>
        <translation>Każdy gość dostanie list, gdy zostaną usunięte; do tego czasu Ctrl+Z to cofa</translation>
    </message>
    <message>
        <source>Delete, and tell them nothing</source>
        <translation>Usuń i nic im nie pisz</translation>
    </message>
    <message>
        <source>For calls that are held all the same; until they go Ctrl+Z takes it back</source>
        <translation>Gdy rozmowy i tak się odbędą; zanim znikną, Ctrl+Z to cofa</translation>
    </message>
    <message>
        <source>Delete nothing</source>
        <translation>Nic nie usuwaj</translation>
    </message>
    <message>
        <source>They were invited, and believe that what is to come is held.</source>
        <translation>Są zaproszeni i sądzą, że wszystko się odbędzie.</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Następne</translation>
    </message>
    <message>
        <source>Save this and go on (Enter)</source>
        <translation>Zapisz i przejdź dalej (Enter)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Wstecz</translation>
    </message>
    <message>
        <source>Go back a step; what was typed stays (Alt+Left)</source>
        <translation>Wróć o krok; wpisany tekst zostaje (Alt+Lewo)</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Pomiń</translation>
    </message>
    <message>
        <source>Go to the desk; all of this is in the settings too (Esc)</source>
        <translation>Przejdź do biurka; wszystko to jest też w ustawieniach (Esc)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Imię i nazwisko</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>As in LiveAgent, so that your tickets are yours here.</source>
        <translation>Taki jak w LiveAgent, aby twoje zgłoszenia były twoje także tutaj.</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Strefa czasowa</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Kraj</translation>
    </message>
    <message>
        <source>Its national holidays close the desk.</source>
        <translation>W jego święta biurko jest zamknięte.</translation>
    </message>
    <message>
        <source>Desk’s time zone</source>
        <translation>Strefa czasowa biurka</translation>
    </message>
    <message>
        <source>Monday to Friday, 09:00–17:00 of this zone. Other hours are set in the settings.</source>
        <translation>Od poniedziałku do piątku, 09:00–17:00 w tej strefie. Inne godziny można podać w ustawieniach.</translation>
    </message>
    <message>
        <source>Who are you?</source>
        <translation>Kim jesteś?</translation>
    </message>
    <message>
        <source>When is the desk open?</source>
        <translation>Kiedy biurko jest otwarte?</translation>
    </message>
    <message>
        <source>Where do requests come from?</source>
        <translation>Skąd przychodzą zgłoszenia?</translation>
    </message>
    <message>
        <source>Opiekun keeps your desk on this computer. This takes a minute.</source>
        <translation>Opiekun trzyma twoje biurko na tym komputerze. To zajmie minutę.</translation>
    </message>
    <message>
        <source>Welcome to Opiekun</source>
        <translation>Witaj w programie Opiekun</translation>
    </message>
    <message>
        <source>LiveAgent</source>
        <translation>LiveAgent</translation>
    </message>
    <message>
        <source>Connect an account; its tickets are pulled.</source>
        <translation>Połącz konto; jego zgłoszenia zostaną pobrane.</translation>
    </message>
    <message>
        <source>A file</source>
        <translation>Plik</translation>
    </message>
    <message>
        <source>JSON Lines or CSV from any other program.</source>
        <translation>JSON Lines lub CSV z dowolnego innego programu.</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>Ręcznie</translation>
    </message>
    <message>
        <source>Take requests down yourself, with Ctrl+N.</source>
        <translation>Zapisuj zgłoszenia samodzielnie klawiszami Ctrl+N.</translation>
    </message>
    <message>
        <source>Look around the sample desk</source>
        <translation>Rozejrzyj się po przykładowym biurku</translation>
    </message>
    <message>
        <source>A made-up desk in a window of its own; yours stays empty.</source>
        <translation>Wymyślone biurko we własnym oknie; twoje pozostaje puste.</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>Krok {number} z {count}</translation>
    </message>
</context>
<context>
    <name>HandlingSection</name>
    <message>
        <source>{severity}, minutes</source>
        <translation>{severity}, minuty</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Zapisz</translation>
    </message>
    <message>
        <source>Save these handling times (Enter)</source>
        <translation>Zapisz te czasy obsługi (Enter)</translation>
    </message>
    <message>
        <source>Minutes of work. An event that leaves no free stretch as long as this before a due time collides with it.</source>
        <translation>Minuty pracy. Wydarzenie, które nie zostawia przed terminem tak długiej wolnej chwili, koliduje z nim.</translation>
    </message>
    <message>
        <source>Handling times</source>
        <translation>Czasy obsługi</translation>
    </message>
</context>
<context>
    <name>HoursSection</name>
    <message>
        <source>Another day</source>
        <translation>Kolejny dzień</translation>
    </message>
    <message>
        <source>Add a day that differs (Alt+D)</source>
        <translation>Dodaj inny dzień (Alt+D)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Zapisz</translation>
    </message>
    <message>
        <source>Save these hours, and reckon every open clock anew (Enter)</source>
        <translation>Zapisz te godziny i przelicz wszystkie otwarte zegary (Enter)</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>zamknięte</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Strefa czasowa</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Kraj</translation>
    </message>
    <message>
        <source>Its national holidays close the desk.</source>
        <translation>W jego święta biurko jest zamknięte.</translation>
    </message>
    <message>
        <source>Several stretches a day are told apart by commas: 09:00–12:00, 13:00–17:00.</source>
        <translation>Kilka przedziałów w ciągu dnia oddzielają przecinki: 09:00–12:00, 13:00–17:00.</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>Święta</translation>
    </message>
    <message>
        <source>Days that differ</source>
        <translation>Inne dni</translation>
    </message>
    <message>
        <source>Closed days of the team, and days with other hours.</source>
        <translation>Dni wolne zespołu i dni z innymi godzinami.</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Godziny</translation>
    </message>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>{year}:</source>
        <translation>{year}:</translation>
    </message>
</context>
<context>
    <name>ImportFields</name>
    <message>
        <source>Number</source>
        <translation>Numer</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Klient</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Temat</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Ważność</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanał</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Otrzymano</translation>
    </message>
    <message>
        <source>E-mail of who asked</source>
        <translation>E-mail pytającego</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Opis</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
</context>
<context>
    <name>ImportScreen</name>
    <message>
        <source>Choose a file</source>
        <translation>Wybierz plik</translation>
    </message>
    <message>
        <source>Choose a file of requests (Ctrl+L)</source>
        <translation>Wybierz plik ze zgłoszeniami (Ctrl+L)</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Take these requests in (Ctrl+Enter)</source>
        <translation>Przyjmij te zgłoszenia (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Stop; what was taken so far stays (Esc)</source>
        <translation>Zatrzymaj; co już przyjęto, zostaje (Esc)</translation>
    </message>
    <message>
        <source>Save the refused lines</source>
        <translation>Zapisz odrzucone wiersze</translation>
    </message>
    <message>
        <source>Save the refused lines as a file, to mend and import them (Ctrl+S)</source>
        <translation>Zapisz odrzucone wiersze do pliku, aby je poprawić i zaimportować (Ctrl+S)</translation>
    </message>
    <message>
        <source>Drop a JSON Lines or CSV file onto the window, or choose one. Fields: id, account, subject, severity, channel, received_at, contact_email, description, assignee. Importing it again changes nothing.</source>
        <translation>Upuść na okno plik JSON Lines lub CSV albo go wybierz. Pola: id, account, subject, severity, channel, received_at, contact_email, description, assignee. Ponowny import niczego nie zmienia.</translation>
    </message>
    <message>
        <source>Which column holds what</source>
        <translation>Co zawiera która kolumna</translation>
    </message>
    <message>
        <source>The first rows, as they would be taken</source>
        <translation>Pierwsze wiersze, tak jak zostaną przyjęte</translation>
    </message>
    <message>
        <source>Import requests</source>
        <translation>Import zgłoszeń</translation>
    </message>
    <message>
        <source>Requests ({patterns})</source>
        <translation>Zgłoszenia ({patterns})</translation>
    </message>
    <message>
        <source>Times that tell no zone, such as 23.11.2026 02:10, are read as of {zone}.</source>
        <translation>Czasy bez strefy, na przykład 23.11.2026 02:10, są odczytywane w strefie {zone}.</translation>
    </message>
    <message>
        <source>– none –</source>
        <translation>– brak –</translation>
    </message>
    <message>
        <source>line {line}: {reason}</source>
        <translation>wiersz {line}: {reason}</translation>
    </message>
    <message>
        <source>Stopped. {words}</source>
        <translation>Zatrzymano. {words}</translation>
    </message>
    <message>
        <source>{created} created, {updated} updated, {unchanged} unchanged, {refused} refused.</source>
        <translation>Utworzono: {created}, zmieniono: {updated}, bez zmian: {unchanged}, odrzucono: {refused}.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more; the file has them all</source>
        <translation>
            <numerusform>i jeszcze %n; w pliku są wszystkie</numerusform>
            <numerusform>i jeszcze %n; w pliku są wszystkie</numerusform>
            <numerusform>i jeszcze %n; w pliku są wszystkie</numerusform>
        </translation>
    </message>
    <message>
        <source>The refused lines were saved. Mend them, and drop the file here.</source>
        <translation>Odrzucone wiersze zapisano. Popraw je i upuść plik tutaj.</translation>
    </message>
</context>
<context>
    <name>InvitationCard</name>
    <message>
        <source>Comment to the organizer</source>
        <translation>Komentarz do organizatora</translation>
    </message>
    <message>
        <source>Comment to the organizer, if you like</source>
        <translation>Komentarz do organizatora, jeśli chcesz</translation>
    </message>
    <message>
        <source>answer for this occurrence only</source>
        <translation>odpowiedź tylko dla tego wystąpienia</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Przyjmij</translation>
    </message>
    <message>
        <source>Tentative</source>
        <translation>Wstępnie</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Odmów</translation>
    </message>
    <message>
        <source>Propose another time…</source>
        <translation>Zaproponuj inny termin…</translation>
    </message>
    <message>
        <source>Tell the organizer that you come (Alt+A)</source>
        <translation>Powiadom organizatora, że przyjdziesz (Alt+A)</translation>
    </message>
    <message>
        <source>Tell the organizer that you may come (Alt+T)</source>
        <translation>Powiadom organizatora, że być może przyjdziesz (Alt+T)</translation>
    </message>
    <message>
        <source>Tell the organizer that you do not come (Alt+D)</source>
        <translation>Powiadom organizatora, że nie przyjdziesz (Alt+D)</translation>
    </message>
    <message>
        <source>Propose to the organizer the time that you typed into the event’s fields (Alt+P)</source>
        <translation>Zaproponuj organizatorowi termin wpisany w pola wydarzenia (Alt+P)</translation>
    </message>
    <message>
        <source>Invitation from {who}. Your answer: {answer}.</source>
        <translation>Zaproszenie od: {who}. Twoja odpowiedź: {answer}.</translation>
    </message>
</context>
<context>
    <name>InvitedCard</name>
    <message>
        <source>Invitations that wait for your answer</source>
        <translation>Zaproszenia, które czekają na Twoją odpowiedź</translation>
    </message>
    <message>
        <source>Show on the calendar</source>
        <translation>Pokaż w kalendarzu</translation>
    </message>
    <message>
        <source>Go to the event, where it is answered (I goes to the first of these)</source>
        <translation>Przejdź do wydarzenia, gdzie się odpowiada (I prowadzi do pierwszego z nich)</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Show two to nine days</source>
        <translation>Pokaż od dwóch do dziewięciu dni</translation>
    </message>
    <message>
        <source>Next or previous event</source>
        <translation>Następne lub poprzednie wydarzenie</translation>
    </message>
    <message>
        <source>Open the event, or begin one where the keys are</source>
        <translation>Otwórz wydarzenie albo zacznij nowe w tym miejscu</translation>
    </message>
    <message>
        <source>Go to another time or day</source>
        <translation>Przejdź do innej godziny lub dnia</translation>
    </message>
    <message>
        <source>Move the event</source>
        <translation>Przesuń wydarzenie</translation>
    </message>
    <message>
        <source>Make the event longer or shorter</source>
        <translation>Wydłuż lub skróć wydarzenie</translation>
    </message>
    <message>
        <source>Hold: read the time under the pointer in the other zone</source>
        <translation>Przytrzymaj: odczytaj wskazany czas w drugiej strefie</translation>
    </message>
    <message>
        <source>Larger or smaller hours, also with Ctrl and the wheel</source>
        <translation>Większe lub mniejsze godziny, także Ctrl i kółko</translation>
    </message>
    <message>
        <source>Leave what is under way</source>
        <translation>Porzuć to, co zaczęte</translation>
    </message>
    <message>
        <source>Dragging with Ctrl held puts a copy there</source>
        <translation>Przeciąganie z Ctrl wstawia kopię</translation>
    </message>
    <message>
        <source>Open event: join, open its brief</source>
        <translation>Otwarte wydarzenie: dołącz, otwórz jego kartę</translation>
    </message>
    <message>
        <source>Open event: all fields, delete</source>
        <translation>Otwarte wydarzenie: wszystkie pola, usuń</translation>
    </message>
    <message>
        <source>Open event: compare with the server’s version</source>
        <translation>Otwarte wydarzenie: porównaj z wersją serwera</translation>
    </message>
    <message>
        <source>Invitation: accept, tentative, decline</source>
        <translation>Zaproszenie: przyjmij, wstępnie, odmów</translation>
    </message>
    <message>
        <source>Invitation: propose the typed time</source>
        <translation>Zaproszenie: zaproponuj wpisany termin</translation>
    </message>
    <message>
        <source>Second time zone: show none</source>
        <translation>Druga strefa czasowa: nie pokazuj</translation>
    </message>
    <message>
        <source>Next or previous message</source>
        <translation>Następna lub poprzednia wiadomość</translation>
    </message>
    <message>
        <source>Let the message count, or refuse it</source>
        <translation>Uwzględnij wiadomość albo ją odrzuć</translation>
    </message>
    <message>
        <source>Take back what the message changed</source>
        <translation>Cofnij to, co wiadomość zmieniła</translation>
    </message>
    <message>
        <source>Show the message as it came, or hide it</source>
        <translation>Pokaż wiadomość tak, jak przyszła, albo ją ukryj</translation>
    </message>
    <message>
        <source>Show the proposed time on the calendar</source>
        <translation>Pokaż proponowany termin w kalendarzu</translation>
    </message>
    <message>
        <source>Choose which messages are shown</source>
        <translation>Wybierz, które wiadomości widać</translation>
    </message>
    <message>
        <source>Go to invitations that wait for an answer</source>
        <translation>Przejdź do zaproszeń, które czekają na odpowiedź</translation>
    </message>
    <message>
        <source>Next or previous conflict</source>
        <translation>Następny lub poprzedni konflikt</translation>
    </message>
    <message>
        <source>Keep mine, the server’s, or both</source>
        <translation>Zostaw moją wersję, wersję serwera albo obie</translation>
    </message>
    <message>
        <source>Connect a calendar server, or go to its settings</source>
        <translation>Połącz serwer kalendarzy albo przejdź do jego ustawień</translation>
    </message>
    <message>
        <source>Give the server what it asks for</source>
        <translation>Podaj serwerowi to, o co prosi</translation>
    </message>
    <message>
        <source>Events that are gone: put them back, delete them here too</source>
        <translation>Zniknęły wydarzenia: przywróć je albo usuń je też tutaj</translation>
    </message>
    <message>
        <source>Refused change: try again, show, copy, give up</source>
        <translation>Odrzucona zmiana: ponów, pokaż, skopiuj, zrezygnuj</translation>
    </message>
    <message>
        <source>Try all refused changes again</source>
        <translation>Spróbuj ponownie wszystkich odrzuconych zmian</translation>
    </message>
    <message>
        <source>Copy what the latest runs did</source>
        <translation>Skopiuj, co zrobiły ostatnie przebiegi</translation>
    </message>
    <message>
        <source>Add an account</source>
        <translation>Dodaj klienta</translation>
    </message>
    <message>
        <source>Filter the accounts</source>
        <translation>Filtruj klientów</translation>
    </message>
    <message>
        <source>Save what was typed</source>
        <translation>Zapisz to, co wpisane</translation>
    </message>
    <message>
        <source>Remove the contact</source>
        <translation>Usuń kontakt</translation>
    </message>
    <message>
        <source>Recommend something</source>
        <translation>Zarekomenduj coś</translation>
    </message>
    <message>
        <source>Recommendation: accepted, declined, done</source>
        <translation>Rekomendacja: przyjęta, odrzucona, wykonana</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Wybierz plik</translation>
    </message>
    <message>
        <source>Import it</source>
        <translation>Zaimportuj go</translation>
    </message>
    <message>
        <source>Save the refused lines</source>
        <translation>Zapisz odrzucone wiersze</translation>
    </message>
    <message>
        <source>Hours: another day</source>
        <translation>Godziny: inny dzień</translation>
    </message>
    <message>
        <source>Kinds of calls: another one</source>
        <translation>Rodzaje rozmów: kolejny</translation>
    </message>
    <message>
        <source>Calendar server: choose how to sign in</source>
        <translation>Serwer kalendarzy: wybierz sposób logowania</translation>
    </message>
    <message>
        <source>Calendar server: accept its certificate, connect</source>
        <translation>Serwer kalendarzy: zaakceptuj certyfikat, połącz</translation>
    </message>
    <message>
        <source>Calendar server: change the password, disconnect</source>
        <translation>Serwer kalendarzy: zmień hasło, odłącz</translation>
    </message>
    <message>
        <source>The selected request</source>
        <translation>Wybrane zgłoszenie</translation>
    </message>
    <message>
        <source>The queue</source>
        <translation>Kolejka</translation>
    </message>
    <message>
        <source>The calendar</source>
        <translation>Kalendarz</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>Okno</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>Klawisze</translation>
    </message>
</context>
<context>
    <name>LetGo</name>
    <message>
        <source>Disconnected. Connect the server again, and the calendars that stayed here are taken up.</source>
        <translation>Rozłączono. Po ponownym połączeniu z serwerem kalendarze, które tu zostały, będą synchronizowane dalej.</translation>
    </message>
    <message>
        <source>Disconnected. Its calendars went from here with their events; Ctrl+Z brings them back.</source>
        <translation>Rozłączono. Kalendarze tego serwera zniknęły stąd razem z wydarzeniami; Ctrl+Z je przywraca.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) made here wait for thirty days for it to be connected again.</source>
        <translation>
            <numerusform>%n zmiana stąd czeka trzydzieści dni na ponowne połączenie z tym serwerem.</numerusform>
            <numerusform>%n zmiany stąd czekają trzydzieści dni na ponowne połączenie z tym serwerem.</numerusform>
            <numerusform>%n zmian stąd czeka trzydzieści dni na ponowne połączenie z tym serwerem.</numerusform>
        </translation>
    </message>
    <message>
        <source>New events go to “{name}” now.</source>
        <translation>Nowe wydarzenia trafiają teraz do kalendarza „{name}”.</translation>
    </message>
</context>
<context>
    <name>LiveAgentSection</name>
    <message>
        <source>Test and connect</source>
        <translation>Sprawdź i połącz</translation>
    </message>
    <message>
        <source>Ask LiveAgent, and keep the connection if it answers (Enter)</source>
        <translation>Zapytaj LiveAgent i zachowaj połączenie, jeśli odpowie (Enter)</translation>
    </message>
    <message>
        <source>Pull now</source>
        <translation>Pobierz teraz</translation>
    </message>
    <message>
        <source>Fetch what is new, and tell LiveAgent what was changed here (F5)</source>
        <translation>Pobierz nowości i przekaż LiveAgent, co tu zmieniono (F5)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Stop; what is already here stays (Esc)</source>
        <translation>Zatrzymaj; co już jest, zostaje (Esc)</translation>
    </message>
    <message>
        <source>LiveAgent did not take these changes</source>
        <translation>LiveAgent nie przyjął tych zmian</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adres</translation>
    </message>
    <message>
        <source>The address at which you open LiveAgent, with https.</source>
        <translation>Adres, pod którym otwierasz LiveAgent, z https.</translation>
    </message>
    <message>
        <source>LiveAgent tells times without saying where: it is the zone of the account’s server, found in LiveAgent under Configuration, System, General. A wrong one shifts every clock.</source>
        <translation>LiveAgent podaje czas bez strefy: jest to strefa serwera konta, do znalezienia w LiveAgent w Konfiguracja, System, Ogólne. Błędna przesuwa wszystkie zegary.</translation>
    </message>
    <message>
        <source>Server’s time zone</source>
        <translation>Strefa czasowa serwera</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Ważność</translation>
    </message>
    <message>
        <source>Where a ticket’s severity stands: tag:sev- for tags sev-1 to sev-5, or field:CODE for a custom field.</source>
        <translation>Gdzie zapisana jest ważność zgłoszenia: tag:sev- dla tagów sev-1 do sev-5 albo field:KOD dla pola własnego.</translation>
    </message>
    <message>
        <source>Without one</source>
        <translation>Bez ważności</translation>
    </message>
    <message>
        <source>Tickets without a severity count as this, and are marked with “?”.</source>
        <translation>Zgłoszenia bez ważności liczą się jako ta i mają znak „?”.</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Klucz API</translation>
    </message>
    <message>
        <source>Kept by the system’s keyring, never shown or written elsewhere.</source>
        <translation>Przechowuje go systemowy pęk kluczy; nigdzie indziej nie jest pokazywany ani zapisywany.</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>Wymiana</translation>
    </message>
    <message>
        <source>What you change here goes to LiveAgent with the next pull; what changed there is kept.</source>
        <translation>Co zmienisz tutaj, trafi do LiveAgent przy następnym pobieraniu; zmiany stamtąd zostają.</translation>
    </message>
    <message>
        <source>Asking LiveAgent…</source>
        <translation>Pytam LiveAgent…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Zatrzymuję…</translation>
    </message>
    <message>
        <source>Not connected. Fill this in and press Enter; nothing is kept until it answers.</source>
        <translation>Brak połączenia. Wypełnij i naciśnij Enter; nic nie zostanie zachowane, dopóki nie odpowie.</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>zachowany</translation>
    </message>
    <message>
        <source>Connected to {url}.</source>
        <translation>Połączono z {url}.</translation>
    </message>
    <message>
        <source>Nothing was pulled yet.</source>
        <translation>Jeszcze nic nie pobrano.</translation>
    </message>
    <message>
        <source>Last pulled {when}.</source>
        <translation>Ostatnio pobrano {when}.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) wait to be told.</source>
        <translation>
            <numerusform>%n zmiana czeka na przekazanie.</numerusform>
            <numerusform>%n zmiany czekają na przekazanie.</numerusform>
            <numerusform>%n zmian czeka na przekazanie.</numerusform>
        </translation>
    </message>
    <message>
        <source>Trying the connection…</source>
        <translation>Sprawdzam połączenie…</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) looked at</source>
        <translation>
            <numerusform>sprawdzono %n zgłoszenie</numerusform>
            <numerusform>sprawdzono %n zgłoszenia</numerusform>
            <numerusform>sprawdzono %n zgłoszeń</numerusform>
        </translation>
    </message>
    <message>
        <source>Connected. Agents there: {names}.</source>
        <translation>Połączono. Agenci tam: {names}.</translation>
    </message>
</context>
<context>
    <name>Mail</name>
    <message>
        <source>a file</source>
        <translation>plik</translation>
    </message>
    <message>
        <source>sender unknown</source>
        <translation>nadawca nieznany</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>zastosowane</translation>
    </message>
    <message>
        <source>known already</source>
        <translation>już znane</translation>
    </message>
    <message>
        <source>outdated</source>
        <translation>nieaktualne</translation>
    </message>
    <message>
        <source>proposes another time</source>
        <translation>propozycja innego terminu</translation>
    </message>
    <message>
        <source>held for you</source>
        <translation>czeka na Twoją decyzję</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>odrzucone</translation>
    </message>
    <message>
        <source>about nothing here</source>
        <translation>nie dotyczy niczego tutaj</translation>
    </message>
    <message>
        <source>{verdict}, taken back</source>
        <translation>{verdict}, cofnięte</translation>
    </message>
    <message>
        <source>taken in by you; it is answered in the calendar</source>
        <translation>dodane przez Ciebie; odpowiada się w kalendarzu</translation>
    </message>
    <message>
        <source>accepted by you</source>
        <translation>przyjęte przez Ciebie</translation>
    </message>
    <message>
        <source>refused by you</source>
        <translation>odrzucone przez Ciebie</translation>
    </message>
    <message>
        <source>event</source>
        <translation>wydarzenie</translation>
    </message>
    <message>
        <source>invitation</source>
        <translation>zaproszenie</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>odpowiedź</translation>
    </message>
    <message>
        <source>cancellation</source>
        <translation>odwołanie</translation>
    </message>
    <message>
        <source>proposal</source>
        <translation>propozycja</translation>
    </message>
    <message>
        <source>proposal declined</source>
        <translation>propozycja odrzucona</translation>
    </message>
    <message>
        <source>asks for the invitation again</source>
        <translation>prośba o ponowne zaproszenie</translation>
    </message>
    <message>
        <source>further times</source>
        <translation>dalsze terminy</translation>
    </message>
    <message>
        <source>message</source>
        <translation>wiadomość</translation>
    </message>
    <message>
        <source>reminder</source>
        <translation>przypomnienie</translation>
    </message>
    <message>
        <source>offered times</source>
        <translation>zaproponowane terminy</translation>
    </message>
    <message>
        <source>not exchanged</source>
        <translation>nie wymieniona</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation>jeszcze bez odpowiedzi</translation>
    </message>
    <message>
        <source>accepts</source>
        <translation>przyjmuje</translation>
    </message>
    <message>
        <source>declines</source>
        <translation>odmawia</translation>
    </message>
    <message>
        <source>accepts tentatively</source>
        <translation>przyjmuje wstępnie</translation>
    </message>
    <message>
        <source>sends somebody else</source>
        <translation>wysyła kogoś innego</translation>
    </message>
    <message>
        <source>{who}: {after} (before: {before})</source>
        <translation>{who}: {after} (przedtem: {before})</translation>
    </message>
    <message>
        <source>{who}: {after}</source>
        <translation>{who}: {after}</translation>
    </message>
    <message>
        <source>{who} proposes {when}</source>
        <translation>{who} proponuje: {when}</translation>
    </message>
    <message>
        <source>{who} does not take the proposed time</source>
        <translation>{who} nie przyjmuje zaproponowanego terminu</translation>
    </message>
    <message>
        <source>moved from {before} to {after}</source>
        <translation>przeniesione z: {before}, na: {after}</translation>
    </message>
    <message>
        <source>another time for one occurrence</source>
        <translation>inny termin jednego wystąpienia</translation>
    </message>
    <message>
        <source>details changed</source>
        <translation>zmienione szczegóły</translation>
    </message>
    <message>
        <source>added to the calendar</source>
        <translation>dodane do kalendarza</translation>
    </message>
    <message>
        <source>one occurrence called off</source>
        <translation>odwołane jedno wystąpienie</translation>
    </message>
    <message>
        <source>called off</source>
        <translation>odwołane</translation>
    </message>
</context>
<context>
    <name>MailPart</name>
    <message>
        <source>Mail: {needs}</source>
        <translation>Poczta: {needs}</translation>
    </message>
</context>
<context>
    <name>MailSection</name>
    <message>
        <source>Test and keep</source>
        <translation>Sprawdź i zapisz</translation>
    </message>
    <message>
        <source>Ask the servers, and keep them if they answer; nothing is sent (Enter)</source>
        <translation>Zapytaj serwery i zapisz je, jeśli odpowiedzą; nic nie jest wysyłane (Enter)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Stop; nothing is kept (Esc)</source>
        <translation>Przerwij; nic nie zostanie zapisane (Esc)</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>STARTTLS</source>
        <translation>STARTTLS</translation>
    </message>
    <message>
        <source>not secured, for this computer only</source>
        <translation>niczym, tylko na tym komputerze</translation>
    </message>
    <message>
        <source>Its port after a colon, where it is not the usual one.</source>
        <translation>Port po dwukropku, jeśli nie jest typowy.</translation>
    </message>
    <message>
        <source>Mail out (SMTP)</source>
        <translation>Poczta wychodząca (SMTP)</translation>
    </message>
    <message>
        <source>Secured by</source>
        <translation>Zabezpieczenie</translation>
    </message>
    <message>
        <source>Mail in (IMAP)</source>
        <translation>Poczta przychodząca (IMAP)</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Użytkownik</translation>
    </message>
    <message>
        <source>Often your e-mail address.</source>
        <translation>Często Twój adres e-mail.</translation>
    </message>
    <message>
        <source>Many servers want one made for this program alone. Kept by the system’s keyring, nowhere else.</source>
        <translation>Wiele serwerów wymaga osobnego hasła dla tego programu. Trafi ono do pęku kluczy systemu i nigdzie indziej.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Hasło</translation>
    </message>
    <message>
        <source>From address</source>
        <translation>Adres nadawcy</translation>
    </message>
    <message>
        <source>It hands letters to the server. They are written in the name and from the address under You.</source>
        <translation>Przekazuje listy serwerowi. Pisane są w imieniu i z adresu z części Ty.</translation>
    </message>
    <message>
        <source>From name</source>
        <translation>Nazwa nadawcy</translation>
    </message>
    <message>
        <source>Mail for invitations</source>
        <translation>Poczta do zaproszeń</translation>
    </message>
    <message>
        <source>Calls are invited, moved and called off by mail, and what guests answer is read from your inbox. Only messages about events are looked at; nothing there is marked, moved or deleted.</source>
        <translation>Zaproszenia, przeniesienia i odwołania rozmów wychodzą pocztą, a odpowiedzi gości są czytane z Twojej skrzynki. Oglądane są tylko wiadomości o wydarzeniach; nic w skrzynce nie jest oznaczane, przenoszone ani usuwane.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Zatrzymywanie…</translation>
    </message>
    <message>
        <source>Mail goes by {servers}.</source>
        <translation>Poczta idzie przez: {servers}.</translation>
    </message>
    <message>
        <source>No mail servers are connected; invitations wait here.</source>
        <translation>Żadne serwery poczty nie są połączone; zaproszenia czekają tutaj.</translation>
    </message>
    <message>
        <source>Letters are written in the name of {name}, {email}, and answers go there; {address} only hands them to the server. To write from it, give it as your address under You.</source>
        <translation>Listy są pisane w imieniu: {name}, {email}, i tam trafiają odpowiedzi; {address} tylko przekazuje je serwerowi. Aby pisać z niego, podaj go jako swój adres w części Ty.</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>zapisane</translation>
    </message>
    <message>
        <source>Asking the servers…</source>
        <translation>Pytanie serwerów…</translation>
    </message>
    <message>
        <source>The servers answer, and are used from now on.</source>
        <translation>Serwery odpowiadają i są od teraz używane.</translation>
    </message>
</context>
<context>
    <name>MessagePage</name>
    <message>
        <source>The message as it came</source>
        <translation>Wiadomość taka, jak przyszła</translation>
    </message>
    <message>
        <source>It came long ago and is not kept any more; what became of it is.</source>
        <translation>Przyszła dawno i nie jest już przechowywana; to, co z nią zrobiono, jest.</translation>
    </message>
    <message>
        <source>Show the message</source>
        <translation>Pokaż wiadomość</translation>
    </message>
    <message>
        <source>Show the message as it came, as plain text; nothing in it is run (M)</source>
        <translation>Pokaż wiadomość taką, jak przyszła, jako zwykły tekst; nic w niej nie jest uruchamiane (M)</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Przyjmij</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Odrzuć</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Cofnij</translation>
    </message>
    <message>
        <source>Make the event as it was before this message (U)</source>
        <translation>Przywróć wydarzenie do stanu sprzed tej wiadomości (U)</translation>
    </message>
    <message>
        <source>Show on the calendar</source>
        <translation>Pokaż w kalendarzu</translation>
    </message>
    <message>
        <source>Show the proposed time beside the event that it would move (C)</source>
        <translation>Pokaż proponowany termin obok wydarzenia, które miałby przenieść (C)</translation>
    </message>
    <message>
        <source>Not in the calendar:</source>
        <translation>Nie ma w kalendarzu:</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>Dodaj</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Odrzuć</translation>
    </message>
    <message>
        <source>Move the event to the proposed time, and tell all guests (A)</source>
        <translation>Przenieś wydarzenie na proponowany termin i powiadom wszystkich gości (A)</translation>
    </message>
    <message>
        <source>Stay with the time, and offer three free ones near it instead (R)</source>
        <translation>Zostań przy terminie i zaproponuj w zamian trzy wolne, bliskie (R)</translation>
    </message>
    <message>
        <source>Let this message count (A)</source>
        <translation>Uznaj tę wiadomość (A)</translation>
    </message>
    <message>
        <source>Let it stand in the calendar, where you answer it (A)</source>
        <translation>Umieść je w kalendarzu, gdzie na nie odpowiesz (A)</translation>
    </message>
    <message>
        <source>Change nothing in the calendar (R)</source>
        <translation>Nie zmieniaj niczego w kalendarzu (R)</translation>
    </message>
    <message>
        <source>Let it wait for you again (U)</source>
        <translation>Niech znów czeka na Twoją decyzję (U)</translation>
    </message>
    <message>
        <source>Hide the message</source>
        <translation>Ukryj wiadomość</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Komentarz</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Wydarzenie</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Od</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Rodzaj</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Otrzymano</translation>
    </message>
    <message>
        <source>Read from</source>
        <translation>Odczytano z</translation>
    </message>
</context>
<context>
    <name>MonthView</name>
    <message>
        <source>Month</source>
        <translation>Miesiąc</translation>
    </message>
</context>
<context>
    <name>MovePart</name>
    <message>
        <source>Move it there</source>
        <translation>Przenieś tam</translation>
    </message>
    <message>
        <source>Move the call, and ask its guests again (Alt+Enter)</source>
        <translation>Przenieś rozmowę i zapytaj gości ponownie (Alt+Enter)</translation>
    </message>
</context>
<context>
    <name>NeedsBar</name>
    <message>
        <source>Calendar sync</source>
        <translation>Synchronizacja kalendarzy</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Pokaż</translation>
    </message>
    <message>
        <source>Settle</source>
        <translation>Rozstrzygnij</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Później</translation>
    </message>
    <message>
        <source>Hide this until something else asks for you (Alt+H)</source>
        <translation>Ukryj, dopóki nie pojawi się coś nowego (Alt+H)</translation>
    </message>
    <message>
        <source>Calendars: {needs}</source>
        <translation>Kalendarze: {needs}</translation>
    </message>
</context>
<context>
    <name>NewRequestPanel</name>
    <message>
        <source>New request</source>
        <translation>Nowe zgłoszenie</translation>
    </message>
    <message>
        <source>Whose request is it?</source>
        <translation>Czyje to zgłoszenie?</translation>
    </message>
    <message>
        <source>What is it about?</source>
        <translation>Czego dotyczy?</translation>
    </message>
    <message>
        <source>now</source>
        <translation>teraz</translation>
    </message>
    <message>
        <source>E-mail of who asked</source>
        <translation>E-mail pytającego</translation>
    </message>
    <message>
        <source>Save request</source>
        <translation>Zapisz zgłoszenie</translation>
    </message>
    <message>
        <source>Save the request (Ctrl+Enter)</source>
        <translation>Zapisz zgłoszenie (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Odrzuć</translation>
    </message>
    <message>
        <source>Throw away what was typed, and close (Alt+Delete)</source>
        <translation>Wyrzuć to, co wpisano, i zamknij (Alt+Delete)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Close; what was typed stays (Esc)</source>
        <translation>Zamknij; wpisany tekst zostaje (Esc)</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Klient</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Temat</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Ważność</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanał</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Otrzymano</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Opis</translation>
    </message>
    <message>
        <source>Tab takes {name}; Esc, then Tab, makes a new account instead.</source>
        <translation>Tab wybiera {name}; Esc, a potem Tab tworzy zamiast tego nowego klienta.</translation>
    </message>
    <message>
        <source>A new account “{name}” will be made.</source>
        <translation>Powstanie nowy klient „{name}”.</translation>
    </message>
    <message>
        <source>write 9:15, 16.6 9:15, or -20 for minutes ago</source>
        <translation>wpisz 9:15, 16.6 9:15 albo -20, czyli minut temu</translation>
    </message>
    <message>
        <source>{time}, {zone}</source>
        <translation>{time}, {zone}</translation>
    </message>
</context>
<context>
    <name>NotePanel</name>
    <message>
        <source>Add a note</source>
        <translation>Dodaj notatkę</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notatka</translation>
    </message>
    <message>
        <source>Seen by agents only</source>
        <translation>Widoczna tylko dla agentów</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Zapisz</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>First: {request}</source>
        <translation>Pierwsze: {request}</translation>
    </message>
    <message>
        <source>New: {counts}</source>
        <translation>Nowe: {counts}</translation>
    </message>
    <message>
        <source>Opiekun
nothing is late or at risk</source>
        <translation>Opiekun
nic nie jest spóźnione ani zagrożone</translation>
    </message>
    <message>
        <source>A call is owed</source>
        <translation>Trzeba oddzwonić</translation>
    </message>
    <message>
        <source>Breached: {clock}, due {when}</source>
        <translation>Po terminie: {clock}, termin {when}</translation>
    </message>
    <message>
        <source>At risk: {clock}, due {when}</source>
        <translation>Zagrożone: {clock}, termin {when}</translation>
    </message>
    <message>
        <source>{first}; also {others}</source>
        <translation>{first}; także {others}</translation>
    </message>
</context>
<context>
    <name>NotificationsSection</name>
    <message numerus="yes">
        <source>%n minute(s) before</source>
        <translation>
            <numerusform>%n minutę przed</numerusform>
            <numerusform>%n minuty przed</numerusform>
            <numerusform>%n minut przed</numerusform>
        </translation>
    </message>
    <message>
        <source>not by itself</source>
        <translation>nie otwiera się sama</translation>
    </message>
    <message>
        <source>Brief of a call</source>
        <translation>Karta rozmowy</translation>
    </message>
    <message>
        <source>Tell me of clocks and calls</source>
        <translation>Informuj o zegarach i telefonach</translation>
    </message>
    <message>
        <source>Stay in the tray</source>
        <translation>Zostań w zasobniku systemowym</translation>
    </message>
    <message>
        <source>When a clock is at risk or breached, and which calls you owe. Outside the desk’s hours only Severity 1 and 2 are told. Nothing is told twice.</source>
        <translation>Gdy zegar jest zagrożony lub przekroczony i komu masz oddzwonić. Poza godzinami pracy tylko o ważności 1 i 2. O niczym dwa razy.</translation>
    </message>
    <message>
        <source>Closing the window leaves Opiekun there. Otherwise it quits, and nothing is told until it is opened again.</source>
        <translation>Po zamknięciu okna Opiekun zostaje w zasobniku. W przeciwnym razie kończy pracę i o niczym nie powiadamia, póki znów go nie otworzysz.</translation>
    </message>
    <message>
        <source>This system has no tray: closing the window quits, and notices appear in the window’s line.</source>
        <translation>Ten system nie ma zasobnika: zamknięcie okna kończy program, a powiadomienia widać w wierszu okna.</translation>
    </message>
    <message>
        <source>Brief of a call opens</source>
        <translation>Karta rozmowy otwiera się</translation>
    </message>
    <message>
        <source>Beside what you do, without its keyboard.</source>
        <translation>Otwiera się obok tego, co robisz, i nie zabiera klawiatury.</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Powiadomienia</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n godzina</numerusform>
            <numerusform>%n godziny</numerusform>
            <numerusform>%n godzin</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minuta</numerusform>
            <numerusform>%n minuty</numerusform>
            <numerusform>%n minut</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n business day(s)</source>
        <translation>
            <numerusform>%n dzień roboczy</numerusform>
            <numerusform>%n dni robocze</numerusform>
            <numerusform>%n dni roboczych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n business hour(s)</source>
        <translation>
            <numerusform>%n godzina robocza</numerusform>
            <numerusform>%n godziny robocze</numerusform>
            <numerusform>%n godzin roboczych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n business minute(s)</source>
        <translation>
            <numerusform>%n minuta robocza</numerusform>
            <numerusform>%n minuty robocze</numerusform>
            <numerusform>%n minut roboczych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n breached</source>
        <translation>
            <numerusform>%n przekroczone</numerusform>
            <numerusform>%n przekroczone</numerusform>
            <numerusform>%n przekroczonych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n at risk</source>
        <translation>
            <numerusform>%n zagrożone</numerusform>
            <numerusform>%n zagrożone</numerusform>
            <numerusform>%n zagrożonych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) owed</source>
        <translation>
            <numerusform>%n telefon do oddzwonienia</numerusform>
            <numerusform>%n telefony do oddzwonienia</numerusform>
            <numerusform>%n telefonów do oddzwonienia</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more day(s)</source>
        <translation>
            <numerusform>… i jeszcze %n dzień</numerusform>
            <numerusform>… i jeszcze %n dni</numerusform>
            <numerusform>… i jeszcze %n dni</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open request(s)</source>
        <translation>
            <numerusform>%n otwarte zgłoszenie</numerusform>
            <numerusform>%n otwarte zgłoszenia</numerusform>
            <numerusform>%n otwartych zgłoszeń</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recommendation(s) pending</source>
        <translation>
            <numerusform>%n rekomendacja w toku</numerusform>
            <numerusform>%n rekomendacje w toku</numerusform>
            <numerusform>%n rekomendacji w toku</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n free time(s)</source>
        <translation>
            <numerusform>%n wolny termin</numerusform>
            <numerusform>%n wolne terminy</numerusform>
            <numerusform>%n wolnych terminów</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) without an outcome</source>
        <translation>
            <numerusform>%n rozmowa bez wyniku</numerusform>
            <numerusform>%n rozmowy bez wyniku</numerusform>
            <numerusform>%n rozmów bez wyniku</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n guest(s)</source>
        <translation>
            <numerusform>%n gość</numerusform>
            <numerusform>%n gości</numerusform>
            <numerusform>%n gości</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>i jeszcze %n</numerusform>
            <numerusform>i jeszcze %n</numerusform>
            <numerusform>i jeszcze %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>+%n more</source>
        <translation>
            <numerusform>jeszcze %n</numerusform>
            <numerusform>jeszcze %n</numerusform>
            <numerusform>jeszcze %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n raz</numerusform>
            <numerusform>%n razy</numerusform>
            <numerusform>%n razy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n day(s)</source>
        <translation>
            <numerusform>co %n dzień</numerusform>
            <numerusform>co %n dni</numerusform>
            <numerusform>co %n dni</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n week(s)</source>
        <translation>
            <numerusform>co %n tydzień</numerusform>
            <numerusform>co %n tygodnie</numerusform>
            <numerusform>co %n tygodni</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n month(s)</source>
        <translation>
            <numerusform>co %n miesiąc</numerusform>
            <numerusform>co %n miesiące</numerusform>
            <numerusform>co %n miesięcy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n year(s)</source>
        <translation>
            <numerusform>co %n rok</numerusform>
            <numerusform>co %n lata</numerusform>
            <numerusform>co %n lat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) wait for you</source>
        <translation>
            <numerusform>%n odpowiedź czeka na Ciebie</numerusform>
            <numerusform>%n odpowiedzi czekają na Ciebie</numerusform>
            <numerusform>%n odpowiedzi czeka na Ciebie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n invitation(s) wait for your answer</source>
        <translation>
            <numerusform>%n zaproszenie czeka na Twoją odpowiedź</numerusform>
            <numerusform>%n zaproszenia czekają na Twoją odpowiedź</numerusform>
            <numerusform>%n zaproszeń czeka na Twoją odpowiedź</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n letter(s) not sent yet</source>
        <translation>
            <numerusform>%n list jeszcze niewysłany</numerusform>
            <numerusform>%n listy jeszcze niewysłane</numerusform>
            <numerusform>%n listów jeszcze niewysłanych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n letter(s) stuck</source>
        <translation>
            <numerusform>%n list utknął</numerusform>
            <numerusform>%n listy utknęły</numerusform>
            <numerusform>%n listów utknęło</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n konflikt</numerusform>
            <numerusform>%n konflikty</numerusform>
            <numerusform>%n konfliktów</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) wait</source>
        <translation>
            <numerusform>%n zmiana czeka</numerusform>
            <numerusform>%n zmiany czekają</numerusform>
            <numerusform>%n zmian czeka</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) refused</source>
        <translation>
            <numerusform>%n zmiana odrzucona</numerusform>
            <numerusform>%n zmiany odrzucone</numerusform>
            <numerusform>%n zmian odrzuconych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n matter(s) ask for you</source>
        <translation>
            <numerusform>%n sprawa czeka na Ciebie</numerusform>
            <numerusform>%n sprawy czekają na Ciebie</numerusform>
            <numerusform>%n spraw czeka na Ciebie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n matter(s)</source>
        <translation>
            <numerusform>%n sprawa</numerusform>
            <numerusform>%n sprawy</numerusform>
            <numerusform>%n spraw</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n zapytanie</numerusform>
            <numerusform>%n zapytania</numerusform>
            <numerusform>%n zapytań</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n dzień</numerusform>
            <numerusform>%n dni</numerusform>
            <numerusform>%n dni</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n rozmowę</numerusform>
            <numerusform>%n rozmowy</numerusform>
            <numerusform>%n rozmów</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) came from the server</source>
        <translation>
            <numerusform>Z serwera przyszło %n wydarzenie</numerusform>
            <numerusform>Z serwera przyszły %n wydarzenia</numerusform>
            <numerusform>Z serwera przyszło %n wydarzeń</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} in “{name}”</source>
        <translation>{count} w „{name}”</translation>
    </message>
</context>
<context>
    <name>OfferPart</name>
    <message>
        <source>Space, Ctrl+click or dragging over free times ticks times to offer: they are kept, and the customer chooses one.</source>
        <translation>Spacja, Ctrl+kliknięcie lub przeciągnięcie po wolnych terminach zaznacza terminy do zaproponowania: są trzymane, a klient wybiera jeden.</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>Rezerwacja na</translation>
    </message>
    <message>
        <source>kept for {days}</source>
        <translation>rezerwacja na {days}</translation>
    </message>
    <message>
        <source>Offer these times</source>
        <translation>Zaproponuj te terminy</translation>
    </message>
    <message>
        <source>Keep the ticked times, and write a text to send to the customer (Alt+O)</source>
        <translation>Zarezerwuj zaznaczone terminy i przygotuj tekst dla klienta (Alt+O)</translation>
    </message>
    <message>
        <source>Text for the customer</source>
        <translation>Tekst dla klienta</translation>
    </message>
    <message>
        <source>Send by e-mail</source>
        <translation>Wyślij e-mailem</translation>
    </message>
    <message>
        <source>Write to the guests about the offered times (Alt+M)</source>
        <translation>Napisz do gości o zaproponowanych terminach (Alt+M)</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Wycofaj</translation>
    </message>
    <message>
        <source>Take the offer back: its times are free again (Alt+W)</source>
        <translation>Wycofaj propozycję: jej terminy znów będą wolne (Alt+W)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiuj</translation>
    </message>
    <message>
        <source>Copy the text, to paste it into a message (Alt+C)</source>
        <translation>Skopiuj tekst, aby wkleić go do wiadomości (Alt+C)</translation>
    </message>
    <message>
        <source>Copied the offered times; paste them into your message</source>
        <translation>Skopiowano proponowane terminy; wklej je do wiadomości</translation>
    </message>
</context>
<context>
    <name>OutcomePart</name>
    <message>
        <source>Say so, or take it back ({key})</source>
        <translation>Zapisz to albo cofnij ({key})</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Jak się skończyło</translation>
    </message>
</context>
<context>
    <name>Outcomes</name>
    <message>
        <source>Calls: {count}</source>
        <translation>Rozmowy: {count}</translation>
    </message>
    <message>
        <source>What became of “{title}”, {when}? Open it and say so.</source>
        <translation>Jak się skończyła „{title}”, {when}? Otwórz ją i powiedz.</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find or do</source>
        <translation>Znajdź lub zrób</translation>
    </message>
    <message>
        <source>An action, a request, an event or an account</source>
        <translation>Czynność, zgłoszenie, wydarzenie lub konto</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>Nic się tak nie nazywa.</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
</context>
<context>
    <name>PersonSection</name>
    <message>
        <source>1, dedicated agent</source>
        <translation>1, dedykowany agent wsparcia</translation>
    </message>
    <message>
        <source>2, specialist</source>
        <translation>2, specjalista</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Zapisz</translation>
    </message>
    <message>
        <source>Save these (Enter)</source>
        <translation>Zapisz (Enter)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Imię i nazwisko</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>As in LiveAgent, so that your tickets are yours here.</source>
        <translation>Taki jak w LiveAgent, aby twoje zgłoszenia były twoje także tutaj.</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Poziom</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Strefa czasowa</translation>
    </message>
    <message>
        <source>The window tells times in it; the hours have their own.</source>
        <translation>W niej okno podaje czas; godziny pracy mają własną.</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Ty</translation>
    </message>
    <message>
        <source>Who works at this desk, on this computer.</source>
        <translation>Kto pracuje przy tym biurku, na tym komputerze.</translation>
    </message>
</context>
<context>
    <name>PolicySection</name>
    <message>
        <source>“h” runs around the clock, business time inside the desk’s hours alone. The contact is a goal, not part of the agreement.</source>
        <translation>„h” biegnie całą dobę, czas roboczy tylko w godzinach pracy. Kontakt jest celem, nie częścią umowy.</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Zasady</translation>
    </message>
    <message>
        <source>Version {version}, in force since {date}. One business day is {hours} h of business time.</source>
        <translation>Wersja {version}, obowiązuje od {date}. Jeden dzień roboczy to {hours} h czasu roboczego.</translation>
    </message>
</context>
<context>
    <name>PostponePanel</name>
    <message>
        <source>Postpone until</source>
        <translation>Odłóż do</translation>
    </message>
    <message>
        <source>Not any more</source>
        <translation>Już nie odkładaj</translation>
    </message>
    <message>
        <source>Postponed until {when}.</source>
        <translation>Odłożone do {when}.</translation>
    </message>
    <message>
        <source>Its clock runs on: due {when}, which a later time lets pass.</source>
        <translation>Zegar biegnie dalej: termin {when}; późniejszy czas go przekroczy.</translation>
    </message>
    <message>
        <source>14:30, 24.6 9:00 or +90</source>
        <translation>14:30, 24.6 9:00 lub +90</translation>
    </message>
    <message>
        <source>Another time</source>
        <translation>Inny czas</translation>
    </message>
    <message>
        <source>Postpone</source>
        <translation>Odłóż</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>In one hour, {when}</source>
        <translation>Za godzinę, {when}</translation>
    </message>
    <message>
        <source>At the next opening, {when}</source>
        <translation>Od otwarcia, {when}</translation>
    </message>
    <message>
        <source>Next week, {when}</source>
        <translation>Od poniedziałku, {when}</translation>
    </message>
</context>
<context>
    <name>PreferenceSection</name>
    <message>
        <source>Saved. It is yours alone, on this computer; choose again to change it back.</source>
        <translation>Zapisano. Dotyczy tylko ciebie na tym komputerze; wybierz ponownie, aby zmienić.</translation>
    </message>
</context>
<context>
    <name>PreviewPart</name>
    <message>
        <source>Text of the invitation</source>
        <translation>Treść zaproszenia</translation>
    </message>
    <message>
        <source>To {name}</source>
        <translation>Do: {name}</translation>
    </message>
    <message numerus="yes">
        <source>To {name} and %n other(s), each in the guest’s language</source>
        <translation>
            <numerusform>Do: {name} i jeszcze %n osoba, każda w swoim języku</numerusform>
            <numerusform>Do: {name} i jeszcze %n osoby, każda w swoim języku</numerusform>
            <numerusform>Do: {name} i jeszcze %n osób, każda w swoim języku</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProposalCard</name>
    <message>
        <source>What the guest is told</source>
        <translation>Co usłyszy gość</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Przyjmij</translation>
    </message>
    <message>
        <source>Move the event to the proposed time, and tell all guests (A)</source>
        <translation>Przenieś wydarzenie na proponowany termin i powiadom wszystkich gości (A)</translation>
    </message>
    <message>
        <source>Decline and offer three times…</source>
        <translation>Odrzuć i zaproponuj trzy terminy…</translation>
    </message>
    <message>
        <source>Stay with the time; what the guest is told is shown first (D)</source>
        <translation>Zostań przy terminie; najpierw zobaczysz, co usłyszy gość (D)</translation>
    </message>
    <message>
        <source>Show the message</source>
        <translation>Pokaż wiadomość</translation>
    </message>
    <message>
        <source>Show the guest’s message among the answers (M)</source>
        <translation>Pokaż wiadomość gościa wśród odpowiedzi (M)</translation>
    </message>
    <message>
        <source>Decline and send</source>
        <translation>Odrzuć i wyślij</translation>
    </message>
    <message>
        <source>Decline the time, and send the guest these words (Ctrl+Enter)</source>
        <translation>Odrzuć termin i wyślij gościowi te słowa (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>{who} proposes another time</source>
        <translation>{who} proponuje inny termin</translation>
    </message>
    <message>
        <source>{proposed} instead of {stands}</source>
        <translation>{proposed} zamiast {stands}</translation>
    </message>
    <message>
        <source>To {who}; times are those of {zone}.</source>
        <translation>Do: {who}; godziny według strefy {zone}.</translation>
    </message>
    <message>
        <source>Accept anyway</source>
        <translation>Przyjmij mimo to</translation>
    </message>
    <message>
        <source>Free near it: {times}.</source>
        <translation>Wolne w pobliżu: {times}.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Wróć</translation>
    </message>
</context>
<context>
    <name>Proposing</name>
    <message>
        <source>Drop it on the event that it would move, or press Enter on it.</source>
        <translation>Upuść ją na wydarzenie, które miałaby przenieść, albo naciśnij na niej Enter.</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>Open the settings</source>
        <translation>Otwórz ustawienia</translation>
    </message>
    <message>
        <source>Where its password is changed, and its certificate accepted</source>
        <translation>Tam zmienia się hasło i akceptuje certyfikat</translation>
    </message>
    <message>
        <source>{missing} events are deleted here with the next sync, as you said. Ctrl+Z takes it back.</source>
        <translation>Wydarzenia ({missing}) zostaną tutaj usunięte przy następnej synchronizacji, zgodnie z Twoją decyzją. Ctrl+Z ją cofa.</translation>
    </message>
    <message>
        <source>The server lacks {missing} of {known} events that it had. Nothing was deleted here, and nothing is until you say what is right.</source>
        <translation>Na serwerze brakuje {missing} z {known} wydarzeń, które miał. Tutaj niczego nie usunięto i nic nie zostanie usunięte, dopóki nie zdecydujesz.</translation>
    </message>
    <message>
        <source>Delete them here too</source>
        <translation>Usuń je także tutaj</translation>
    </message>
    <message>
        <source>They were deleted on purpose: they go from here with the next sync</source>
        <translation>Usunięto je celowo: znikną stąd przy następnej synchronizacji</translation>
    </message>
    <message>
        <source>Put them back on the server</source>
        <translation>Przywróć je na serwerze</translation>
    </message>
    <message>
        <source>They were lost there: they go back with the next sync</source>
        <translation>Przepadły tam: wrócą przy następnej synchronizacji</translation>
    </message>
    <message>
        <source>{missing} events are deleted here with the next sync, and their guests are told that they are off, as you said. Ctrl+Z takes it back.</source>
        <translation>Wydarzenia ({missing}) zostaną tutaj usunięte przy następnej synchronizacji, a ich goście dowiedzą się, że są odwołane, zgodnie z Twoją decyzją. Ctrl+Z ją cofa.</translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>„{title}”</translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation>(bez tytułu)</translation>
    </message>
    <message>
        <source>They are: {titles}.</source>
        <translation>To: {titles}.</translation>
    </message>
    <message>
        <source>Among them: {titles}.</source>
        <translation>Między innymi: {titles}.</translation>
    </message>
    <message>
        <source>The server does not have this calendar any more. It stays here, with all that waits.</source>
        <translation>Serwer nie ma już tego kalendarza. Tutaj zostaje, razem ze wszystkim, co czeka.</translation>
    </message>
    <message>
        <source>It goes from here as well; Ctrl+Z brings it back</source>
        <translation>Zniknie też stąd; Ctrl+Z go przywraca</translation>
    </message>
    <message>
        <source>Remove it here too</source>
        <translation>Usuń go też tutaj</translation>
    </message>
    <message>
        <source>Where its server is disconnected, or connected anew</source>
        <translation>Tam można rozłączyć jego serwer albo połączyć go na nowo</translation>
    </message>
    <message>
        <source>Compare and settle</source>
        <translation>Porównaj i rozstrzygnij</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) changed here and on the server at once</source>
        <translation>
            <numerusform>%n wydarzenie zmieniono naraz tutaj i na serwerze</numerusform>
            <numerusform>%n wydarzenia zmieniono naraz tutaj i na serwerze</numerusform>
            <numerusform>%n wydarzeń zmieniono naraz tutaj i na serwerze</numerusform>
        </translation>
    </message>
    <message>
        <source>The calendar shows the server’s version; yours is kept beside it.</source>
        <translation>Kalendarz pokazuje wersję z serwera; Twoja jest zachowana obok.</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>severity {number}, {word}</source>
        <translation>ważność {number}, {word}</translation>
    </message>
</context>
<context>
    <name>QueuePart</name>
    <message>
        <source>Filter  {key}</source>
        <translation>Filtruj  {key}</translation>
    </message>
    <message>
        <source>by urgency</source>
        <translation>według pilności</translation>
    </message>
    <message>
        <source>by group</source>
        <translation>według grup</translation>
    </message>
    <message>
        <source>everybody’s</source>
        <translation>wszystkich</translation>
    </message>
    <message>
        <source>mine</source>
        <translation>moje</translation>
    </message>
    <message>
        <source>No request has these words. Press Esc to see all {n}.</source>
        <translation>Żadne zgłoszenie nie zawiera tych słów. Esc pokazuje wszystkie ({n}).</translation>
    </message>
    <message>
        <source>Nothing is open. Well done.</source>
        <translation>Nic nie jest otwarte. Dobra robota.</translation>
    </message>
    <message>
        <source>No request is open here.</source>
        <translation>Nie ma tu otwartych zgłoszeń.</translation>
    </message>
    <message>
        <source>{key} takes down a request by hand</source>
        <translation>{key} zapisuje zgłoszenie ręcznie</translation>
    </message>
    <message>
        <source>{key} imports a file</source>
        <translation>{key} importuje plik</translation>
    </message>
    <message>
        <source>{key} pulls from LiveAgent</source>
        <translation>{key} pobiera z LiveAgent</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>Queue</source>
        <translation>Kolejka</translation>
    </message>
</context>
<context>
    <name>QuickAddField</name>
    <message>
        <source>Acme training tue 14:00 60m</source>
        <translation>Acme szkolenie wt 14:00 60m</translation>
    </message>
    <message>
        <source>Add an event in one line</source>
        <translation>Dodaj wydarzenie jednym wierszem</translation>
    </message>
    <message>
        <source>And what is it? Write a title.</source>
        <translation>A co to jest? Wpisz tytuł.</translation>
    </message>
    <message>
        <source>When? Write a day, such as tue, 16 jun or tomorrow, and a time.</source>
        <translation>Kiedy? Wpisz dzień, np. wt, 16 cze lub jutro, i godzinę.</translation>
    </message>
    <message>
        <source>At what time? Write it like 14:00.</source>
        <translation>O której? Wpisz np. 14:00.</translation>
    </message>
    <message>
        <source>at {place}</source>
        <translation>miejsce: {place}</translation>
    </message>
    <message>
        <source>recurs</source>
        <translation>powtarza się</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>from receipt</source>
        <translation>od otrzymania</translation>
    </message>
    <message>
        <source>from the last answer</source>
        <translation>od ostatniej odpowiedzi</translation>
    </message>
    <message>
        <source>from the last contact</source>
        <translation>od ostatniego kontaktu</translation>
    </message>
    <message>
        <source>from the customer’s message</source>
        <translation>od wiadomości klienta</translation>
    </message>
    <message>
        <source>from the change of severity</source>
        <translation>od zmiany ważności</translation>
    </message>
    <message>
        <source>from the message</source>
        <translation>od wiadomości</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Liczony</translation>
    </message>
    <message>
        <source>the {channel} came {when}, out of hours; the clock started at the next opening, {start}</source>
        <translation>wiadomość ({channel}) przyszła {when}, poza godzinami; zegar ruszył przy następnym otwarciu, {start}</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Wstrzymany</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Początek</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Cel</translation>
    </message>
    <message>
        <source>the time ended {when}, out of hours; it moved on to the next opening</source>
        <translation>czas minął {when}, poza godzinami; termin przesunięto na następne otwarcie</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Przesunięty</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Termin</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>wersja {version}</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Zasady</translation>
    </message>
    <message>
        <source>{target}, around the clock</source>
        <translation>{target}, przez całą dobę</translation>
    </message>
    <message>
        <source>{target}: {length} inside hours</source>
        <translation>{target}: {length} w godzinach pracy</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Otwarte</translation>
    </message>
    <message>
        <source>no hours on this weekday</source>
        <translation>w tym dniu tygodnia zamknięte</translation>
    </message>
    <message>
        <source>national holiday</source>
        <translation>święto państwowe</translation>
    </message>
    <message>
        <source>the team’s closed day</source>
        <translation>dzień wolny zespołu</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Zamknięte</translation>
    </message>
</context>
<context>
    <name>Recommendations</name>
    <message>
        <source>proposed</source>
        <translation>zaproponowana</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>przyjęta</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>odrzucona</translation>
    </message>
    <message>
        <source>done</source>
        <translation>wykonana</translation>
    </message>
    <message>
        <source>recommended {day}, in a call</source>
        <translation>rekomendacja z rozmowy, {day}</translation>
    </message>
    <message>
        <source>recommended {day}</source>
        <translation>rekomendacja z dnia {day}</translation>
    </message>
</context>
<context>
    <name>RecommendationsPart</name>
    <message>
        <source>What do you recommend? Enter keeps it ({key})</source>
        <translation>Co rekomendujesz? Enter zapisuje ({key})</translation>
    </message>
    <message>
        <source>Another recommendation</source>
        <translation>Kolejna rekomendacja</translation>
    </message>
    <message>
        <source>Recommendations</source>
        <translation>Rekomendacje</translation>
    </message>
    <message>
        <source>Nothing that was recommended is pending.</source>
        <translation>Żadna rekomendacja nie jest w toku.</translation>
    </message>
    <message>
        <source>Say so of the chosen one, or take it back ({key} in the list)</source>
        <translation>Powiedz tak o wybranej albo cofnij to ({key} na liście)</translation>
    </message>
</context>
<context>
    <name>RecurrenceField</name>
    <message>
        <source>Recurs</source>
        <translation>Powtarza się</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Reguła</translation>
    </message>
    <message>
        <source>The rule as iCalendar writes it; COUNT=10 or UNTIL=20261231 ends it</source>
        <translation>Reguła w zapisie iCalendar; COUNT=10 lub UNTIL=20261231 ją kończy</translation>
    </message>
    <message>
        <source>last</source>
        <translation>ostatni raz:</translation>
    </message>
    <message>
        <source>once only</source>
        <translation>jednorazowo</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>codziennie</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>od poniedziałku do piątku</translation>
    </message>
    <message>
        <source>every week: {weekday}</source>
        <translation>co tydzień: {weekday}</translation>
    </message>
    <message>
        <source>every other week: {weekday}</source>
        <translation>co drugi tydzień: {weekday}</translation>
    </message>
    <message>
        <source>every month: day {day}</source>
        <translation>co miesiąc: dzień {day}.</translation>
    </message>
    <message>
        <source>every month: {which} {weekday}</source>
        <translation>co miesiąc: {which} {weekday}</translation>
    </message>
    <message>
        <source>every year: {day} {month}</source>
        <translation>co rok: {day} {month}</translation>
    </message>
    <message>
        <source>by another rule</source>
        <translation>według innej reguły</translation>
    </message>
    <message>
        <source>every week</source>
        <translation>co tydzień</translation>
    </message>
    <message>
        <source>every month</source>
        <translation>co miesiąc</translation>
    </message>
    <message>
        <source>every year</source>
        <translation>co rok</translation>
    </message>
    <message>
        <source>{number}. from the end</source>
        <translation>{number}. od końca</translation>
    </message>
    <message>
        <source>until {day} {year}</source>
        <translation>do {day} {year}</translation>
    </message>
</context>
<context>
    <name>RefusedCard</name>
    <message>
        <source>(no title)</source>
        <translation>(bez tytułu)</translation>
    </message>
    <message>
        <source>deleting “{title}”</source>
        <translation>usunięcie „{title}”</translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>„{title}”</translation>
    </message>
    <message>
        <source>The server said: {words}</source>
        <translation>Odpowiedź serwera: {words}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Spróbuj ponownie</translation>
    </message>
    <message>
        <source>Send it with the next sync once more</source>
        <translation>Wyślij jeszcze raz przy następnej synchronizacji</translation>
    </message>
    <message>
        <source>Show in the calendar</source>
        <translation>Pokaż w kalendarzu</translation>
    </message>
    <message>
        <source>Go to it, where it can be changed</source>
        <translation>Przejdź do niego: tam można je zmienić</translation>
    </message>
    <message>
        <source>It is not on the server, so that it goes from here too; Ctrl+Z brings it back</source>
        <translation>Na serwerze go nie ma, więc znika też stąd; Ctrl+Z je przywraca</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Odpuść</translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation>Przenieś do…</translation>
    </message>
    <message>
        <source>Let it be as it is on the server; Ctrl+Z brings your version back</source>
        <translation>Niech będzie tak, jak na serwerze; Ctrl+Z przywraca Twoją wersję</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>Spróbuj ponownie wszystkich</translation>
    </message>
    <message>
        <source>Send all of them with the next sync</source>
        <translation>Wyślij je wszystkie przy następnej synchronizacji</translation>
    </message>
    <message>
        <source>Give up and delete</source>
        <translation>Zrezygnuj i usuń</translation>
    </message>
    <message>
        <source>Keep it in another calendar instead of this one</source>
        <translation>Zachowaj je w innym kalendarzu zamiast w tym</translation>
    </message>
    <message>
        <source>Copy to…</source>
        <translation>Skopiuj do…</translation>
    </message>
    <message>
        <source>Keep your version in another calendar, and the server’s in this one</source>
        <translation>Zachowaj swoją wersję w innym kalendarzu, a w tym wersję z serwera</translation>
    </message>
</context>
<context>
    <name>RefusedChanges</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>i %n więcej</numerusform>
            <numerusform>i %n więcej</numerusform>
            <numerusform>i %n więcej</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Spróbuj ponownie</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Odpuść</translation>
    </message>
    <message>
        <source>Tell LiveAgent with the next pull once more</source>
        <translation>Powiedz LiveAgentowi jeszcze raz przy następnym pobraniu</translation>
    </message>
    <message>
        <source>Let it be as it is in LiveAgent; your change stays here</source>
        <translation>Niech zostanie tak, jak jest w LiveAgencie; Twoja zmiana zostaje tutaj</translation>
    </message>
</context>
<context>
    <name>Remaining</name>
    <message>
        <source>{hours} h {minutes}</source>
        <translation>{hours} h {minutes}</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} d {hours} h</translation>
    </message>
    <message>
        <source>tomorrow {time}</source>
        <translation>jutro {time}</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>wczoraj {time}</translation>
    </message>
</context>
<context>
    <name>RequestPane</name>
    <message>
        <source>Request</source>
        <translation>Zgłoszenie</translation>
    </message>
    <message>
        <source>Select a request to see its clocks.</source>
        <translation>Wybierz zgłoszenie, aby zobaczyć jego terminy.</translation>
    </message>
    <message>
        <source>Nobody gave this request a severity yet; press S to choose one.</source>
        <translation>Nikt jeszcze nie nadał temu zgłoszeniu ważności; wybierz ją klawiszem S.</translation>
    </message>
    <message>
        <source>Your changes wait to be written to LiveAgent.</source>
        <translation>Twoje zmiany czekają na zapisanie w LiveAgent.</translation>
    </message>
    <message>
        <source>Follows from “{title}”, {when}</source>
        <translation>Wynika z „{title}”, {when}</translation>
    </message>
    <message>
        <source>Open the call from which this request followed</source>
        <translation>Otwórz rozmowę, z której wynikło to zgłoszenie</translation>
    </message>
    <message>
        <source>Postponed until {when}</source>
        <translation>Odłożone do {when}</translation>
    </message>
    <message>
        <source>Tag {tag}</source>
        <translation>Znacznik {tag}</translation>
    </message>
    <message>
        <source>assigned to {name}</source>
        <translation>przypisane: {name}</translation>
    </message>
    <message>
        <source>unassigned</source>
        <translation>nieprzypisane</translation>
    </message>
    <message>
        <source>dedicated: {name}</source>
        <translation>opiekun: {name}</translation>
    </message>
    <message>
        <source>, cover {name}</source>
        <translation>, zastępuje {name}</translation>
    </message>
    <message>
        <source>No clock runs for this request.</source>
        <translation>Dla tego zgłoszenia nie biegnie żaden zegar.</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>jeszcze nikt</translation>
    </message>
    <message>
        <source>Dedicated agent</source>
        <translation>Dedykowany agent</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>Zastępstwo</translation>
    </message>
    <message>
        <source>Add-on</source>
        <translation>Dodatek</translation>
    </message>
    <message>
        <source>Also from {account}</source>
        <translation>Inne od {account}</translation>
    </message>
    <message>
        <source>plan not told yet</source>
        <translation>plan jeszcze nieznany</translation>
    </message>
    <message>
        <source>not entitled</source>
        <translation>bez uprawnień</translation>
    </message>
    <message>
        <source>entitled</source>
        <translation>uprawniony</translation>
    </message>
    <message>
        <source>entitled until {date}</source>
        <translation>uprawniony do {date}</translation>
    </message>
    <message>
        <source>The account is not on the All-inclusive plan, so it is not entitled.</source>
        <translation>Klient nie ma planu All-inclusive, więc nie jest uprawniony.</translation>
    </message>
    <message>
        <source>The account has no add-on for a dedicated agent, so it is not entitled.</source>
        <translation>Klient nie ma dodatku z dedykowanym agentem, więc nie jest uprawniony.</translation>
    </message>
    <message>
        <source>The account’s add-on has not started yet.</source>
        <translation>Dodatek klienta jeszcze się nie zaczął.</translation>
    </message>
    <message>
        <source>The account’s add-on has ended; it is not entitled any more.</source>
        <translation>Dodatek klienta wygasł; nie jest już uprawniony.</translation>
    </message>
</context>
<context>
    <name>RunLog</name>
    <message>
        <source>Nothing was synced yet.</source>
        <translation>Nic jeszcze nie zsynchronizowano.</translation>
    </message>
    <message>
        <source>Runs of the sync, the latest first</source>
        <translation>Przebiegi synchronizacji, od ostatniego</translation>
    </message>
    <message>
        <source>What the run did</source>
        <translation>Co zrobił przebieg</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiuj</translation>
    </message>
    <message>
        <source>Copy what the chosen run did (Alt+L)</source>
        <translation>Skopiuj, co zrobił wybrany przebieg (Alt+L)</translation>
    </message>
</context>
<context>
    <name>ScopeBox</name>
    <message>
        <source>This one alone</source>
        <translation>Tylko to jedno</translation>
    </message>
    <message>
        <source>This and all that follow</source>
        <translation>To i wszystkie następne</translation>
    </message>
    <message>
        <source>All of them</source>
        <translation>Wszystkie</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>Zostaw bez zmian</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search events</source>
        <translation>Szukaj wydarzeń</translation>
    </message>
    <message>
        <source>Title, people, place or notes</source>
        <translation>Tytuł, osoby, miejsce lub notatki</translation>
    </message>
    <message>
        <source>Events found</source>
        <translation>Znalezione wydarzenia</translation>
    </message>
    <message>
        <source>Enter goes to the event, arrows choose, Esc closes.</source>
        <translation>Enter przechodzi do wydarzenia, strzałki wybierają, Esc zamyka.</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n wydarzenie</numerusform>
            <numerusform>%n wydarzenia</numerusform>
            <numerusform>%n wydarzeń</numerusform>
        </translation>
    </message>
    <message>
        <source>No event holds these words.</source>
        <translation>Żadne wydarzenie nie zawiera tych słów.</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>Saved. Ctrl+Z takes it back.</source>
        <translation>Zapisano. Ctrl+Z cofa.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Zapisano.</translation>
    </message>
</context>
<context>
    <name>ServerAccount</name>
    <message>
        <source>another password; empty tries the one that is kept</source>
        <translation>nowe hasło; puste próbuje zachowanego</translation>
    </message>
    <message>
        <source>Try and keep</source>
        <translation>Sprawdź i zapisz</translation>
    </message>
    <message>
        <source>Ask the server with it (Enter)</source>
        <translation>Zapytaj serwer z tym hasłem (Enter)</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>Zmień hasło</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>Rozłącz…</translation>
    </message>
    <message>
        <source>Password of {account}</source>
        <translation>Hasło konta {account}</translation>
    </message>
    <message>
        <source>Look at its certificate</source>
        <translation>Obejrzyj jego certyfikat</translation>
    </message>
    <message>
        <source>Ask the server for it, and say whether it is the right one (Enter)</source>
        <translation>Pobierz go z serwera i powiedz, czy to właściwy (Enter)</translation>
    </message>
    <message>
        <source>Nothing is deleted on the server, and the password is forgotten here. The events can stay, in calendars of this computer alone: connect the server again, and they are taken up where they stand. Or they go from here.</source>
        <translation>Na serwerze nic nie zostanie usunięte, a hasło zostanie tu zapomniane. Wydarzenia mogą zostać w kalendarzach tylko na tym komputerze: po ponownym połączeniu z serwerem będą synchronizowane dalej. Albo znikną stąd.</translation>
    </message>
    <message>
        <source>Calendars: {names}.</source>
        <translation>Kalendarze: {names}.</translation>
    </message>
    <message>
        <source>Leave it as it was</source>
        <translation>Zostaw, jak było</translation>
    </message>
    <message>
        <source>its password</source>
        <translation>hasło do tego serwera</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) made here have not reached the server. A sync before (F9) sends them. Else they wait until the server is connected again: for thirty days, if their calendars go from here.</source>
        <translation>
            <numerusform>%n zmiana stąd nie dotarła na serwer. Wyśle ją wcześniejsza synchronizacja (F9). Inaczej poczeka, aż serwer zostanie połączony ponownie, a jeśli jej kalendarz stąd zniknie – trzydzieści dni.</numerusform>
            <numerusform>%n zmiany stąd nie dotarły na serwer. Wyśle je wcześniejsza synchronizacja (F9). Inaczej poczekają, aż serwer zostanie połączony ponownie, a jeśli ich kalendarze stąd znikną – trzydzieści dni.</numerusform>
            <numerusform>%n zmian stąd nie dotarło na serwer. Wyśle je wcześniejsza synchronizacja (F9). Inaczej poczeka, aż serwer zostanie połączony ponownie, a jeśli ich kalendarze stąd znikną – trzydzieści dni.</numerusform>
        </translation>
    </message>
    <message>
        <source>No calendar of this server is connected.</source>
        <translation>Żaden kalendarz tego serwera nie jest połączony.</translation>
    </message>
    <message>
        <source>Last synced {when}.</source>
        <translation>Ostatnia synchronizacja: {when}.</translation>
    </message>
    <message>
        <source>Not synced yet.</source>
        <translation>Jeszcze nie zsynchronizowane.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) wait to go there.</source>
        <translation>
            <numerusform>%n zmiana czeka na wysłanie.</numerusform>
            <numerusform>%n zmiany czekają na wysłanie.</numerusform>
            <numerusform>%n zmian czeka na wysłanie.</numerusform>
        </translation>
    </message>
    <message>
        <source>{name} (can only be read)</source>
        <translation>{name} (tylko do odczytu)</translation>
    </message>
    <message>
        <source>Let go of this server?</source>
        <translation>Rozłączyć ten serwer?</translation>
    </message>
    <message>
        <source>Disconnect, events stay here</source>
        <translation>Rozłącz, wydarzenia zostają tutaj</translation>
    </message>
    <message>
        <source>They can be brought back for thirty days: Ctrl+Z</source>
        <translation>Przez trzydzieści dni można je przywrócić: Ctrl+Z</translation>
    </message>
    <message>
        <source>Disconnect, events go from here</source>
        <translation>Rozłącz, wydarzenia znikają stąd</translation>
    </message>
    <message>
        <source>Stay connected</source>
        <translation>Pozostań połączony</translation>
    </message>
</context>
<context>
    <name>SetAsidePanel</name>
    <message>
        <source>Set {length} aside</source>
        <translation>Zarezerwuj {length}</translation>
    </message>
    <message>
        <source>Free before it is due at {due}:</source>
        <translation>Wolne przed terminem {due}:</translation>
    </message>
    <message>
        <source>Free in the next days:</source>
        <translation>Wolne w najbliższych dniach:</translation>
    </message>
    <message>
        <source>Nothing as long is free before it is due at {due}. Move an event first, or drag it there.</source>
        <translation>Przed terminem {due} nie ma tak długiej wolnej chwili. Przesuń najpierw wydarzenie albo przeciągnij tam zgłoszenie.</translation>
    </message>
    <message>
        <source>Nothing as long is free in the next days. Move an event first, or drag it there.</source>
        <translation>W najbliższych dniach nie ma tak długiej wolnej chwili. Przesuń najpierw wydarzenie albo przeciągnij tam zgłoszenie.</translation>
    </message>
</context>
<context>
    <name>SettingsScreen</name>
    <message>
        <source>You</source>
        <translation>Ty</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Godziny</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Zasady</translation>
    </message>
    <message>
        <source>Handling times</source>
        <translation>Czasy obsługi</translation>
    </message>
    <message>
        <source>Types of calls</source>
        <translation>Rodzaje rozmów</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenci</translation>
    </message>
    <message>
        <source>Calendars on a server</source>
        <translation>Kalendarze na serwerze</translation>
    </message>
    <message>
        <source>Mail for invitations</source>
        <translation>Poczta do zaproszeń</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Wygląd</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Powiadomienia</translation>
    </message>
    <message>
        <source>Parts of the settings</source>
        <translation>Części ustawień</translation>
    </message>
    <message>
        <source>↑ and ↓ choose, Tab goes into the part, Esc comes back</source>
        <translation>↑ i ↓ wybierają, Tab wchodzi do części, Esc wraca</translation>
    </message>
</context>
<context>
    <name>SeverityField</name>
    <message>
        <source>{word}: {meaning} (key {number})</source>
        <translation>{word}: {meaning} (klawisz {number})</translation>
    </message>
</context>
<context>
    <name>SeverityPanel</name>
    <message>
        <source>Change severity</source>
        <translation>Zmień ważność</translation>
    </message>
    <message>
        <source>Choose 1 to 5 to see what becomes of each due time.</source>
        <translation>Wybierz od 1 do 5, aby zobaczyć, co stanie się z każdym terminem.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Zmień</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>No clock runs, before or after.</source>
        <translation>Żaden zegar nie biegnie, ani przed, ani po.</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Zegar</translation>
    </message>
    <message>
        <source>Due now</source>
        <translation>Termin teraz</translation>
    </message>
    <message>
        <source>Due then</source>
        <translation>Termin potem</translation>
    </message>
    <message>
        <source>Change to {number} {word}</source>
        <translation>Zmień na: {number} {word}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>brak</translation>
    </message>
    <message>
        <source>{when}, breached</source>
        <translation>{when}, przekroczony</translation>
    </message>
</context>
<context>
    <name>ShownEvent</name>
    <message>
        <source>⇄ In conflict with the server: compare</source>
        <translation>⇄ W konflikcie z serwerem: porównaj</translation>
    </message>
    <message>
        <source>Show your version and the server’s side by side (Ctrl+G)</source>
        <translation>Pokaż obok siebie Twoją wersję i wersję z serwera (Ctrl+G)</translation>
    </message>
    <message>
        <source>This calendar can only be read, and so can its events.</source>
        <translation>Ten kalendarz i jego wydarzenia są tylko do odczytu.</translation>
    </message>
    <message>
        <source>It recurs: which of them is meant is asked when it is saved.</source>
        <translation>Powtarza się: przy zapisie padnie pytanie, o które chodzi.</translation>
    </message>
    <message>
        <source>Not saved yet: this is what you typed before.</source>
        <translation>Jeszcze nie zapisano: to wpisano wcześniej.</translation>
    </message>
</context>
<context>
    <name>SlotList</name>
    <message>
        <source>Free times</source>
        <translation>Wolne terminy</translation>
    </message>
    <message>
        <source>Offered, kept until {day} {time}; Enter books one</source>
        <translation>Zaproponowane, do: {day} {time}; Enter rezerwuje jeden z nich</translation>
    </message>
    <message>
        <source>{day}: {why}</source>
        <translation>{day}: {why}</translation>
    </message>
</context>
<context>
    <name>SmallEditor</name>
    <message>
        <source>Title</source>
        <translation>Tytuł</translation>
    </message>
    <message>
        <source>What is it?</source>
        <translation>Co to jest?</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Kalendarz</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Zapisz</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Dołącz</translation>
    </message>
    <message>
        <source>Brief</source>
        <translation>Karta</translation>
    </message>
    <message>
        <source>Open the brief of the call (Alt+I)</source>
        <translation>Otwórz kartę rozmowy (Alt+I)</translation>
    </message>
    <message>
        <source>All fields</source>
        <translation>Wszystkie pola</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Usuń</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Zamknij</translation>
    </message>
    <message>
        <source>Close; what was typed stays (Esc)</source>
        <translation>Zamknij; to, co wpisano, zostaje (Esc)</translation>
    </message>
    <message>
        <source>Times of {zone}.</source>
        <translation>Godziny w strefie {zone}.</translation>
    </message>
</context>
<context>
    <name>Source</name>
    <message>
        <source>LiveAgent does not answer</source>
        <translation>LiveAgent nie odpowiada</translation>
    </message>
    <message>
        <source>First pull from LiveAgent…</source>
        <translation>Pierwsze pobieranie z LiveAgenta…</translation>
    </message>
    <message>
        <source>LiveAgent does not answer · data of {time}</source>
        <translation>LiveAgent nie odpowiada · dane z {time}</translation>
    </message>
    <message>
        <source>status</source>
        <translation>status</translation>
    </message>
    <message>
        <source>severity</source>
        <translation>ważność</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>agent</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>tagi</translation>
    </message>
    <message>
        <source>postponement</source>
        <translation>odłożenie</translation>
    </message>
    <message>
        <source>Changed in LiveAgent meanwhile, and kept as it is there: {fields}</source>
        <translation>Zmienione tymczasem w LiveAgencie i zostawione tak, jak jest tam: {fields}</translation>
    </message>
    <message>
        <source>LiveAgent, just now</source>
        <translation>LiveAgent, przed chwilą</translation>
    </message>
    <message>
        <source>LiveAgent, {seconds} s ago</source>
        <translation>LiveAgent, {seconds} s temu</translation>
    </message>
    <message>
        <source>LiveAgent, {minutes} min ago</source>
        <translation>LiveAgent, {minutes} min temu</translation>
    </message>
    <message>
        <source>LiveAgent, data of {time}</source>
        <translation>LiveAgent, dane z {time}</translation>
    </message>
</context>
<context>
    <name>Starting</name>
    <message>
        <source>in {minutes} min</source>
        <translation>za {minutes} min</translation>
    </message>
    <message>
        <source>now</source>
        <translation>teraz</translation>
    </message>
    <message>
        <source>since {minutes} min</source>
        <translation>od {minutes} min</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
</context>
<context>
    <name>StretchField</name>
    <message>
        <source>Stretch</source>
        <translation>Czas</translation>
    </message>
    <message>
        <source>The rest of today</source>
        <translation>Reszta dnia</translation>
    </message>
    <message>
        <source>All of today</source>
        <translation>Cały dzisiejszy dzień</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>Jutro</translation>
    </message>
    <message>
        <source>The rest of this week</source>
        <translation>Reszta tego tygodnia</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>Od … do …</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Od</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Do</translation>
    </message>
    <message>
        <source>{name}: 16.6 9:15</source>
        <translation>{name}: 16.6 9:15</translation>
    </message>
    <message>
        <source>9:15 is the next time it is that late, 16.6 the whole day, 16.6 9:15 that time</source>
        <translation>9:15 to najbliższa taka godzina, 16.6 cały dzień, 16.6 9:15 ta chwila</translation>
    </message>
    <message>
        <source>From {since} to {until}</source>
        <translation>Od {since} do {until}</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Nobody yet</source>
        <translation>Jeszcze nikt</translation>
    </message>
    <message>
        <source>open until {when}</source>
        <translation>otwarte do {when}</translation>
    </message>
    <message>
        <source>closed until {when}</source>
        <translation>zamknięte, otwarcie {when}</translation>
    </message>
    <message numerus="yes">
        <source>%n breached</source>
        <translation>
            <numerusform>%n przekroczony</numerusform>
            <numerusform>%n przekroczone</numerusform>
            <numerusform>%n przekroczonych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n at risk</source>
        <translation>
            <numerusform>%n zagrożony</numerusform>
            <numerusform>%n zagrożone</numerusform>
            <numerusform>%n zagrożonych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n callback(s) owed · {time}</source>
        <translation>
            <numerusform>%n do oddzwonienia · {time}</numerusform>
            <numerusform>%n do oddzwonienia · {time}</numerusform>
            <numerusform>%n do oddzwonienia · {time}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held until {when}</source>
        <translation>
            <numerusform>%n wstrzymane do {when}</numerusform>
            <numerusform>%n wstrzymane do {when}</numerusform>
            <numerusform>%n wstrzymanych do {when}</numerusform>
        </translation>
    </message>
    <message>
        <source>next in {time}</source>
        <translation>następny za {time}</translation>
    </message>
</context>
<context>
    <name>StuckCard</name>
    <message>
        <source>Letters that could not be sent</source>
        <translation>Listy, których nie udało się wysłać</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Spróbuj ponownie</translation>
    </message>
    <message>
        <source>Send it with the next run once more</source>
        <translation>Wyślij przy następnej próbie jeszcze raz</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Porzuć</translation>
    </message>
    <message>
        <source>Never send it; asks once more</source>
        <translation>Nie wysyłaj nigdy; najpierw padnie pytanie</translation>
    </message>
    <message>
        <source>Really never send it?</source>
        <translation>Na pewno nigdy nie wysyłać?</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>it has not ended</source>
        <translation>nie zakończył się</translation>
    </message>
    <message>
        <source>▲ it was cut off; the next one went on from there</source>
        <translation>▲ przerwany; następny ruszył od tego miejsca</translation>
    </message>
    <message>
        <source>{calendars} failed</source>
        <translation>{calendars}: nie udało się</translation>
    </message>
    <message>
        <source>nothing new</source>
        <translation>nic nowego</translation>
    </message>
    <message>
        <source>stopped before its end · {counts}</source>
        <translation>zatrzymana przed końcem · {counts}</translation>
    </message>
    <message>
        <source>{number} came</source>
        <translation>przyszło: {number}</translation>
    </message>
    <message>
        <source>{number} went</source>
        <translation>wysłano: {number}</translation>
    </message>
    <message>
        <source>{number} deleted here</source>
        <translation>usunięto tutaj: {number}</translation>
    </message>
    <message>
        <source>{number} deleted there</source>
        <translation>usunięto tam: {number}</translation>
    </message>
    <message>
        <source>{number} kept though deleted on one side</source>
        <translation>zachowano mimo usunięcia po jednej stronie: {number}</translation>
    </message>
    <message>
        <source>{number} in conflict</source>
        <translation>w konflikcie: {number}</translation>
    </message>
    <message>
        <source>{number} refused</source>
        <translation>odrzucono: {number}</translation>
    </message>
    <message>
        <source>{number} not shown</source>
        <translation>niepokazane: {number}</translation>
    </message>
    <message>
        <source>{number} missing there, kept until you say</source>
        <translation>brak tam: {number} – zostają, aż zdecydujesz</translation>
    </message>
    <message>
        <source>inbox of the server</source>
        <translation>skrzynka zaproszeń na serwerze</translation>
    </message>
    <message>
        <source>Stopping the sync of calendars…</source>
        <translation>Zatrzymywanie synchronizacji kalendarzy…</translation>
    </message>
    <message>
        <source>Calendars: {needs}</source>
        <translation>Kalendarze: {needs}</translation>
    </message>
    <message>
        <source>The sync of calendars was stopped by you</source>
        <translation>Synchronizacja kalendarzy zatrzymana przez Ciebie</translation>
    </message>
    <message>
        <source>Calendars were not synced</source>
        <translation>Kalendarze niezsynchronizowane</translation>
    </message>
    <message>
        <source>last synced {time}</source>
        <translation>ostatnia synchronizacja: {time}</translation>
    </message>
    <message>
        <source>last {time}</source>
        <translation>ostatnio {time}</translation>
    </message>
    <message>
        <source>{calendar}: waiting for the server’s list</source>
        <translation>{calendar}: oczekiwanie na listę z serwera</translation>
    </message>
    <message>
        <source>Syncing calendars…</source>
        <translation>Synchronizuję kalendarze…</translation>
    </message>
    <message>
        <source>Syncing calendars: {done}</source>
        <translation>Synchronizuję kalendarze: {done}</translation>
    </message>
    <message>
        <source>Syncing calendars: {done} of {total}</source>
        <translation>Synchronizuję kalendarze: {done} z {total}</translation>
    </message>
    <message>
        <source>a server’s certificate is to be accepted</source>
        <translation>certyfikat serwera czeka na zaakceptowanie</translation>
    </message>
    <message>
        <source>many events are missing there</source>
        <translation>na serwerze brakuje wielu wydarzeń</translation>
    </message>
    <message>
        <source>a calendar is gone there</source>
        <translation>kalendarz zniknął z serwera</translation>
    </message>
    <message>
        <source>servers want their passwords again</source>
        <translation>serwery znów chcą haseł</translation>
    </message>
    <message>
        <source>{server} wants its password again</source>
        <translation>{server} znów chce hasła</translation>
    </message>
    <message>
        <source>Calendars were not synced with {server}</source>
        <translation>Kalendarze niezsynchronizowane z {server}</translation>
    </message>
    <message>
        <source>Not all calendars were synced yet</source>
        <translation>Nie wszystkie kalendarze są już zsynchronizowane</translation>
    </message>
    <message>
        <source>Calendars were not synced yet</source>
        <translation>Kalendarze jeszcze niezsynchronizowane</translation>
    </message>
    <message>
        <source>Calendars synced just now</source>
        <translation>Kalendarze zsynchronizowane przed chwilą</translation>
    </message>
    <message>
        <source>Calendars synced {seconds} s ago</source>
        <translation>Kalendarze zsynchronizowane {seconds} s temu</translation>
    </message>
    <message>
        <source>Calendars synced {minutes} min ago</source>
        <translation>Kalendarze zsynchronizowane {minutes} min temu</translation>
    </message>
    <message>
        <source>Calendars synced {time}</source>
        <translation>Kalendarze zsynchronizowane {time}</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Sync now</source>
        <translation>Synchronizuj teraz</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Zatrzymaj</translation>
    </message>
    <message>
        <source>Connect a calendar server, or let go of one (Alt+O)</source>
        <translation>Połącz serwer kalendarzy albo go rozłącz (Alt+O)</translation>
    </message>
    <message>
        <source>On the server, and not shown here as it is there</source>
        <translation>Na serwerze inaczej, niż pokazano tutaj</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ustawienia</translation>
    </message>
    <message>
        <source>Calendars</source>
        <translation>Kalendarze</translation>
    </message>
    <message>
        <source>Changes that the server did not take</source>
        <translation>Zmiany, których serwer nie przyjął</translation>
    </message>
    <message>
        <source>What the latest runs did</source>
        <translation>Co zrobiły ostatnie przebiegi</translation>
    </message>
    <message>
        <source>Calendar sync</source>
        <translation>Synchronizacja kalendarzy</translation>
    </message>
    <message>
        <source>No calendar server is connected. Your calendars are on this computer only.</source>
        <translation>Żaden serwer kalendarzy nie jest połączony. Twoje kalendarze są tylko na tym komputerze.</translation>
    </message>
    <message>
        <source>Connect a calendar server</source>
        <translation>Połącz serwer kalendarzy</translation>
    </message>
    <message>
        <source>The server would not have “{title}” this time either.</source>
        <translation>Serwer także tym razem nie przyjął „{title}”.</translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation>(bez tytułu)</translation>
    </message>
    <message numerus="yes">
        <source>The server would not have %n of them this time either.</source>
        <translation>
            <numerusform>Serwer także tym razem nie przyjął %n zmiany.</numerusform>
            <numerusform>Serwer także tym razem nie przyjął %n zmian.</numerusform>
            <numerusform>Serwer także tym razem nie przyjął %n zmian.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SyncPart</name>
    <message>
        <source>Connected: {servers}</source>
        <translation>Połączono: {servers}</translation>
    </message>
    <message>
        <source>The missing events of {name} are on the server again</source>
        <translation>Brakujące wydarzenia kalendarza {name} są znów na serwerze</translation>
    </message>
    <message>
        <source>No calendar server is connected</source>
        <translation>Nie połączono żadnego serwera kalendarzy</translation>
    </message>
</context>
<context>
    <name>TagsPanel</name>
    <message>
        <source>Tags</source>
        <translation>Znaczniki</translation>
    </message>
    <message>
        <source>Tags, with commas between them</source>
        <translation>Znaczniki oddzielone przecinkami</translation>
    </message>
    <message>
        <source>With commas between them, as VIP, shop</source>
        <translation>Oddzielone przecinkami, np. VIP, sklep</translation>
    </message>
    <message>
        <source>Known tags; Tab goes to them</source>
        <translation>Znane znaczniki; Tab przechodzi do nich</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Zapisz</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
</context>
<context>
    <name>Targets</name>
    <message>
        <source>{time} of business hours</source>
        <translation>{time} w godzinach pracy</translation>
    </message>
    <message>
        <source>{time}, moved on to opening</source>
        <translation>{time}, przesunięte na otwarcie</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} h</translation>
    </message>
</context>
<context>
    <name>TextsPart</name>
    <message>
        <source>Agenda</source>
        <translation>Plan rozmowy</translation>
    </message>
    <message>
        <source>Your notes</source>
        <translation>Twoje notatki</translation>
    </message>
    <message>
        <source>Save the agenda, and tell the guests</source>
        <translation>Zapisz plan i powiadom gości</translation>
    </message>
    <message>
        <source>Save the agenda, and tell the guests (Alt+A)</source>
        <translation>Zapisz plan i powiadom gości (Alt+A)</translation>
    </message>
    <message>
        <source>Only you see them. Saved when you leave them.</source>
        <translation>Widzisz je tylko Ty. Zapisywane, gdy z nich wyjdziesz.</translation>
    </message>
</context>
<context>
    <name>TimeGrid</name>
    <message>
        <source>Days</source>
        <translation>Dni</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Voicemail</source>
        <translation>Poczta głosowa</translation>
    </message>
    <message>
        <source>Severity changed to {number} {word}</source>
        <translation>Ważność zmieniona na {number} {word}</translation>
    </message>
    <message>
        <source>Assigned to {name}</source>
        <translation>Przydzielono: {name}</translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation>Bez przydziału</translation>
    </message>
    <message>
        <source>Tagged {tags}</source>
        <translation>Oznaczono: {tags}</translation>
    </message>
    <message>
        <source>Tags taken away</source>
        <translation>Zdjęto znaczniki</translation>
    </message>
    <message>
        <source>Postponed until {when}</source>
        <translation>Odłożone do {when}</translation>
    </message>
    <message>
        <source>Not postponed any more</source>
        <translation>Już nieodłożone</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>„{text}”</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Otrzymano</translation>
    </message>
    <message>
        <source>The customer wrote</source>
        <translation>Klient napisał</translation>
    </message>
    <message>
        <source>Contact made</source>
        <translation>Nawiązano kontakt</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Odpowiedziano</translation>
    </message>
    <message>
        <source>Waiting on customer</source>
        <translation>Oczekiwanie na klienta</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Rozwiązano</translation>
    </message>
    <message>
        <source>Called back</source>
        <translation>Oddzwoniono</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notatka</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
</context>
<context>
    <name>TimelinePart</name>
    <message numerus="yes">
        <source>Show %n earlier event(s)</source>
        <translation>
            <numerusform>Pokaż %n wcześniejsze zdarzenie</numerusform>
            <numerusform>Pokaż %n wcześniejsze zdarzenia</numerusform>
            <numerusform>Pokaż %n wcześniejszych zdarzeń</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TitleField</name>
    <message>
        <source>Title; {key} books a call</source>
        <translation>Tytuł; {key} umawia rozmowę</translation>
    </message>
    <message>
        <source>Title of the event</source>
        <translation>Tytuł wydarzenia</translation>
    </message>
</context>
<context>
    <name>Told</name>
    <message>
        <source>{name} is nobody’s now</source>
        <translation>{name} nie jest już do nikogo przydzielone</translation>
    </message>
    <message>
        <source>{name} has no tags now</source>
        <translation>{name} nie ma już znaczników</translation>
    </message>
    <message>
        <source>{name} is not postponed any more</source>
        <translation>{name} nie jest już odłożone</translation>
    </message>
    <message>
        <source>Added “{subject}” to “{detail}”</source>
        <translation>Dodano „{subject}” do kalendarza „{detail}”</translation>
    </message>
    <message>
        <source>{deed} again in {name}</source>
        <translation>Przywrócono w {name}: {deed}</translation>
    </message>
    <message>
        <source>{deed} taken back in {name}</source>
        <translation>Cofnięto w {name}: {deed}</translation>
    </message>
    <message>
        <source>Added {name} “{subject}”</source>
        <translation>Dodano {name} „{subject}”</translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation>(bez tytułu)</translation>
    </message>
    <message>
        <source>{guest} will be told</source>
        <translation>{guest} dostanie wiadomość</translation>
    </message>
    <message>
        <source>mind: {reason}</source>
        <translation>uwaga: {reason}</translation>
    </message>
    <message>
        <source>Logged in {name}</source>
        <translation>Zapisano w {name}</translation>
    </message>
    <message>
        <source>Contact made in {name}</source>
        <translation>Nawiązano kontakt w {name}</translation>
    </message>
    <message>
        <source>Answered {name}</source>
        <translation>Odpowiedziano na {name}</translation>
    </message>
    <message>
        <source>{name} waits on the customer</source>
        <translation>{name} oczekuje na klienta</translation>
    </message>
    <message>
        <source>Resolved {name}</source>
        <translation>Rozwiązano {name}</translation>
    </message>
    <message>
        <source>{name} has severity {detail} now</source>
        <translation>{name} ma teraz ważność {detail}</translation>
    </message>
    <message>
        <source>Note added to {name}</source>
        <translation>Dodano notatkę do {name}</translation>
    </message>
    <message>
        <source>{name} is assigned to {detail}</source>
        <translation>{name} przydzielono: {detail}</translation>
    </message>
    <message>
        <source>{name} is tagged {detail}</source>
        <translation>{name} ma znaczniki: {detail}</translation>
    </message>
    <message>
        <source>{name} is postponed until {until}</source>
        <translation>{name} odłożono do {until}</translation>
    </message>
    <message>
        <source>Called back about {name}</source>
        <translation>Oddzwoniono w sprawie {name}</translation>
    </message>
    <message>
        <source>Account {name} saved</source>
        <translation>Zapisano klienta {name}</translation>
    </message>
    <message>
        <source>{name}: {detail}</source>
        <translation>{name}: {detail}</translation>
    </message>
    <message>
        <source>Agent {name} saved</source>
        <translation>Zapisano agenta {name}</translation>
    </message>
    <message>
        <source>Contact {name} saved</source>
        <translation>Zapisano kontakt {name}</translation>
    </message>
    <message>
        <source>Contact {name} removed</source>
        <translation>Usunięto kontakt {name}</translation>
    </message>
    <message>
        <source>Business hours saved</source>
        <translation>Zapisano godziny pracy</translation>
    </message>
    <message>
        <source>Handling times saved</source>
        <translation>Zapisano czasy obsługi</translation>
    </message>
    <message>
        <source>Call type {name} saved</source>
        <translation>Zapisano rodzaj rozmowy {name}</translation>
    </message>
    <message>
        <source>Rules for bookings saved</source>
        <translation>Zapisano zasady umawiania</translation>
    </message>
    <message>
        <source>Changed “{subject}”</source>
        <translation>Zmieniono „{subject}”</translation>
    </message>
    <message>
        <source>Moved “{subject}” to {until}</source>
        <translation>Przeniesiono „{subject}” na {until}</translation>
    </message>
    <message>
        <source>Deleted “{subject}”</source>
        <translation>Usunięto „{subject}”</translation>
    </message>
    <message>
        <source>Another time is proposed for “{subject}”; it stays until {guest} agrees</source>
        <translation>Zaproponowano inny termin „{subject}”; obecny obowiązuje, dopóki {guest} się nie zgodzi</translation>
    </message>
    <message>
        <source>Events of the file taken in: {detail}</source>
        <translation>Wczytano wydarzenia z pliku: {detail}</translation>
    </message>
    <message>
        <source>Calendar saved</source>
        <translation>Kalendarz zapisany</translation>
    </message>
    <message>
        <source>Calendar {name} removed</source>
        <translation>Kalendarz {name} usunięty</translation>
    </message>
    <message>
        <source>{name} at {detail} is not synced any more</source>
        <translation>Konto {name} na {detail} nie jest już synchronizowane</translation>
    </message>
    <message>
        <source>“{subject}” is as the server has it again</source>
        <translation>„{subject}” jest znowu takie jak na serwerze</translation>
    </message>
    <message>
        <source>Booked “{subject}” for {until}</source>
        <translation>Umówiono „{subject}” na {until}</translation>
    </message>
    <message>
        <source>Moved the call “{subject}” to {until}</source>
        <translation>Przeniesiono rozmowę „{subject}” na {until}</translation>
    </message>
    <message>
        <source>Called off “{subject}”</source>
        <translation>Odwołano „{subject}”</translation>
    </message>
    <message>
        <source>Call “{subject}” saved</source>
        <translation>Zapisano rozmowę „{subject}”</translation>
    </message>
    <message>
        <source>{detail} holds “{subject}”</source>
        <translation>Rozmowę „{subject}” prowadzi {detail}</translation>
    </message>
    <message>
        <source>Calendar {name} removed here; it stays on the server</source>
        <translation>Kalendarz {name} usunięty tutaj; na serwerze zostaje</translation>
    </message>
    <message>
        <source>New events go to “{detail}” now</source>
        <translation>Nowe wydarzenia trafiają teraz do kalendarza „{detail}”</translation>
    </message>
    <message>
        <source>Moved “{subject}” to “{detail}”</source>
        <translation>Przeniesiono „{subject}” do kalendarza „{detail}”</translation>
    </message>
    <message>
        <source>Copied “{subject}” to “{detail}”</source>
        <translation>Skopiowano „{subject}” do kalendarza „{detail}”</translation>
    </message>
    <message>
        <source>Guests of “{subject}” changed</source>
        <translation>Zmieniono gości rozmowy „{subject}”</translation>
    </message>
    <message>
        <source>Times are kept for {subject}</source>
        <translation>Zarezerwowano terminy dla {subject}</translation>
    </message>
    <message>
        <source>The offered times are free again</source>
        <translation>Zaproponowane terminy są znów wolne</translation>
    </message>
    <message>
        <source>Recommended to {name}: “{subject}”</source>
        <translation>Zarekomendowano klientowi {name}: „{subject}”</translation>
    </message>
    <message>
        <source>Accepted the time of {detail}: “{subject}” is on {until}</source>
        <translation>Przyjęto termin od {detail}: „{subject}” jest {until}</translation>
    </message>
    <message>
        <source>Declined the time of {detail}; “{subject}” stays</source>
        <translation>Odrzucono termin od {detail}; „{subject}” zostaje</translation>
    </message>
    <message>
        <source>The offered times go to {subject}</source>
        <translation>Zaproponowane terminy wysyłane do: {subject}</translation>
    </message>
    <message>
        <source>The mail to {subject} is not sent</source>
        <translation>Wiadomość do: {subject} nie zostanie wysłana</translation>
    </message>
    <message>
        <source>“{subject}”: accepted</source>
        <translation>„{subject}”: przyjęte</translation>
    </message>
    <message>
        <source>“{subject}”: accepted tentatively</source>
        <translation>„{subject}”: przyjęte wstępnie</translation>
    </message>
    <message>
        <source>“{subject}”: declined</source>
        <translation>„{subject}”: odrzucone</translation>
    </message>
    <message>
        <source>The missing events of {name} are deleted here with the next sync</source>
        <translation>Brakujące wydarzenia kalendarza {name} zostaną usunięte tutaj przy następnej synchronizacji</translation>
    </message>
    <message>
        <source>The missing events of {name} go back to the server</source>
        <translation>Brakujące wydarzenia kalendarza {name} wracają na serwer</translation>
    </message>
    <message>
        <source>Settled: your version of “{subject}” holds</source>
        <translation>Rozstrzygnięte: obowiązuje Twoja wersja „{subject}”</translation>
    </message>
    <message>
        <source>Settled: the server’s version of “{subject}” holds</source>
        <translation>Rozstrzygnięte: obowiązuje wersja „{subject}” z serwera</translation>
    </message>
    <message>
        <source>Settled: “{subject}” stays deleted</source>
        <translation>Rozstrzygnięto: „{subject}” pozostaje usunięte</translation>
    </message>
    <message>
        <source>Settled: “{subject}” stays out of the calendar</source>
        <translation>Rozstrzygnięto: „{subject}” pozostaje poza kalendarzem</translation>
    </message>
    <message>
        <source>Settled: both versions of “{subject}” are kept</source>
        <translation>Rozstrzygnięte: zachowano obie wersje „{subject}”</translation>
    </message>
    <message>
        <source>Accepted: “{subject}”</source>
        <translation>Przyjęta: „{subject}”</translation>
    </message>
    <message>
        <source>Declined: “{subject}”</source>
        <translation>Odrzucona: „{subject}”</translation>
    </message>
    <message>
        <source>Done: “{subject}”</source>
        <translation>Wykonana: „{subject}”</translation>
    </message>
    <message>
        <source>Open again: “{subject}”</source>
        <translation>Znów otwarta: „{subject}”</translation>
    </message>
    <message>
        <source>Call “{subject}”: {detail}</source>
        <translation>Rozmowa „{subject}”: {detail}</translation>
    </message>
    <message>
        <source>Rearranged {calls}, and told their guests</source>
        <translation>Zmieniono {calls} i powiadomiono gości</translation>
    </message>
    <message>
        <source>New events go to “{detail}” again</source>
        <translation>Nowe wydarzenia znów trafiają do kalendarza „{detail}”</translation>
    </message>
    <message>
        <source>Done again: {deed}</source>
        <translation>Zrobiono ponownie: {deed}</translation>
    </message>
    <message>
        <source>Taken back: {deed}</source>
        <translation>Cofnięto: {deed}</translation>
    </message>
    <message>
        <source>adding “{subject}”</source>
        <translation>dodanie „{subject}”</translation>
    </message>
    <message>
        <source>changing “{subject}”</source>
        <translation>zmiana „{subject}”</translation>
    </message>
    <message>
        <source>moving “{subject}”</source>
        <translation>przeniesienie „{subject}”</translation>
    </message>
    <message>
        <source>copying “{subject}”</source>
        <translation>skopiowanie „{subject}”</translation>
    </message>
    <message>
        <source>deleting “{subject}”</source>
        <translation>usunięcie „{subject}”</translation>
    </message>
    <message>
        <source>proposing another time for “{subject}”</source>
        <translation>propozycja innego terminu „{subject}”</translation>
    </message>
    <message>
        <source>answering “{subject}”</source>
        <translation>odpowiedź na zaproszenie „{subject}”</translation>
    </message>
    <message>
        <source>taking in the events of a file</source>
        <translation>wczytanie wydarzeń z pliku</translation>
    </message>
    <message>
        <source>saving a calendar</source>
        <translation>zapisanie kalendarza</translation>
    </message>
    <message>
        <source>removing a calendar</source>
        <translation>usunięcie kalendarza</translation>
    </message>
    <message>
        <source>settling the conflict about “{subject}”</source>
        <translation>rozstrzygnięcie konfliktu o „{subject}”</translation>
    </message>
    <message>
        <source>giving up the change of “{subject}”</source>
        <translation>rezygnację ze zmiany „{subject}”</translation>
    </message>
    <message>
        <source>booking “{subject}”</source>
        <translation>umówienie „{subject}”</translation>
    </message>
    <message>
        <source>moving the call “{subject}”</source>
        <translation>przeniesienie rozmowy „{subject}”</translation>
    </message>
    <message>
        <source>calling off “{subject}”</source>
        <translation>odwołanie „{subject}”</translation>
    </message>
    <message>
        <source>changing the call “{subject}”</source>
        <translation>zmiana rozmowy „{subject}”</translation>
    </message>
    <message>
        <source>rearranging calls</source>
        <translation>zmiana rozmów</translation>
    </message>
    <message>
        <source>handing over “{subject}”</source>
        <translation>przekazanie „{subject}”</translation>
    </message>
    <message>
        <source>changing the guests of “{subject}”</source>
        <translation>zmiana gości rozmowy „{subject}”</translation>
    </message>
    <message>
        <source>offering times</source>
        <translation>zaproponowanie terminów</translation>
    </message>
    <message>
        <source>taking back the offered times</source>
        <translation>cofnięcie zaproponowanych terminów</translation>
    </message>
    <message>
        <source>recommending “{subject}”</source>
        <translation>rekomendacja „{subject}”</translation>
    </message>
    <message>
        <source>what became of “{subject}”</source>
        <translation>co stało się z rekomendacją „{subject}”</translation>
    </message>
    <message>
        <source>accepting the time of {detail} for “{subject}”</source>
        <translation>przyjęcie terminu od {detail} na „{subject}”</translation>
    </message>
    <message>
        <source>declining the time of {detail} for “{subject}”</source>
        <translation>odrzucenie terminu od {detail} na „{subject}”</translation>
    </message>
    <message>
        <source>mailing the offered times</source>
        <translation>wysłanie zaproponowanych terminów</translation>
    </message>
    <message>
        <source>answering for the missing events of {name}</source>
        <translation>odpowiedź o brakujących wydarzeniach kalendarza {name}</translation>
    </message>
    <message>
        <source>Contact made</source>
        <translation>kontakt</translation>
    </message>
    <message>
        <source>Response given</source>
        <translation>odpowiedź</translation>
    </message>
    <message>
        <source>Waiting on customer</source>
        <translation>oczekiwanie na klienta</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>rozwiązanie</translation>
    </message>
    <message>
        <source>Severity changed</source>
        <translation>zmiana ważności</translation>
    </message>
    <message>
        <source>Note added</source>
        <translation>notatka</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>przypisanie</translation>
    </message>
    <message>
        <source>Tagged</source>
        <translation>tagi</translation>
    </message>
    <message>
        <source>Postponed</source>
        <translation>odłożenie</translation>
    </message>
    <message>
        <source>Called back</source>
        <translation>oddzwonienie</translation>
    </message>
    <message>
        <source>Logged</source>
        <translation>wpis</translation>
    </message>
    <message>
        <source>{clock} met with {time} left</source>
        <translation>{clock} w terminie, pozostało {time}</translation>
    </message>
    <message>
        <source>{clock} late by {time}</source>
        <translation>{clock} po terminie o {time}</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Open</source>
        <translation>Otwórz</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>Nowe zgłoszenie</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Zakończ</translation>
    </message>
    <message>
        <source>{text}
Click to open.</source>
        <translation>{text}
Kliknij, aby otworzyć.</translation>
    </message>
</context>
<context>
    <name>TroublePage</name>
    <message>
        <source>The desk cannot be opened</source>
        <translation>Nie można otworzyć biurka</translation>
    </message>
    <message>
        <source>Nothing is deleted: the damaged file stays under a new name, and the backups as they are.</source>
        <translation>Nic nie zostanie usunięte: uszkodzony plik zostaje pod nową nazwą, a kopie bez zmian.</translation>
    </message>
    <message>
        <source>Set the file aside and start anew</source>
        <translation>Odłóż plik na bok i zacznij od nowa</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Spróbuj ponownie</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Zakończ</translation>
    </message>
    <message>
        <source>Restore the backup of {when}</source>
        <translation>Przywróć kopię: {when}</translation>
    </message>
    <message>
        <source>The damaged file is kept as {file}</source>
        <translation>Uszkodzony plik zachowano jako {file}</translation>
    </message>
</context>
<context>
    <name>UnshownCard</name>
    <message>
        <source>Here it stays as it could last be read. Changes to it go out once the server&apos;s version can be read again or is deleted there.</source>
        <translation>Tutaj zostaje ostatnia wersja, którą dało się odczytać. Zmiany zostaną wysłane, gdy wersję na serwerze znów da się odczytać albo zostanie tam usunięta.</translation>
    </message>
</context>
<context>
    <name>ViewSwitch</name>
    <message>
        <source>Choose what the calendar shows</source>
        <translation>Wybierz, co pokazuje kalendarz</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Widok</translation>
    </message>
    <message>
        <source>View: {view}</source>
        <translation>Widok: {view}</translation>
    </message>
</context>
<context>
    <name>WaitingCard</name>
    <message>
        <source>Letters that wait to be sent</source>
        <translation>Listy, które czekają na wysłanie</translation>
    </message>
    <message>
        <source>since {when}</source>
        <translation>od: {when}</translation>
    </message>
    <message>
        <source>tried again {when}</source>
        <translation>ponowna próba: {when}</translation>
    </message>
</context>
<context>
    <name>WhenField</name>
    <message>
        <source>The week before (Alt+Left)</source>
        <translation>Poprzedni tydzień (Alt+Lewo)</translation>
    </message>
    <message>
        <source>The week after (Alt+Right)</source>
        <translation>Następny tydzień (Alt+Prawo)</translation>
    </message>
    <message>
        <source>{when}: first choose the account.</source>
        <translation>{when}: najpierw wybierz klienta.</translation>
    </message>
    <message>
        <source>Choose one of the free times.</source>
        <translation>Wybierz jeden z wolnych terminów.</translation>
    </message>
    <message>
        <source>First choose the account.</source>
        <translation>Najpierw wybierz klienta.</translation>
    </message>
</context>
<context>
    <name>WhoField</name>
    <message>
        <source>Held by</source>
        <translation>Prowadzi</translation>
    </message>
    <message>
        <source>Whose time is looked at, and in whose name is invited</source>
        <translation>Czyj czas jest sprawdzany i w czyim imieniu idzie zaproszenie</translation>
    </message>
    <message>
        <source>Specialist</source>
        <translation>Specjalista</translation>
    </message>
    <message>
        <source>Who must be there too; the time is free where both are</source>
        <translation>Kto jeszcze musi być obecny; termin jest wolny, gdy oboje mają czas</translation>
    </message>
    <message>
        <source>who looks after the account</source>
        <translation>opiekun konta</translation>
    </message>
    <message>
        <source>a specialist who is free</source>
        <translation>wolny specjalista</translation>
    </message>
    <message>
        <source>no specialist is known</source>
        <translation>żaden specjalista nie jest znany</translation>
    </message>
</context>
<context>
    <name>WhyNot</name>
    <message>
        <source>closed: a day off</source>
        <translation>zamknięte: dzień wolny</translation>
    </message>
    <message>
        <source>closed: {holiday}</source>
        <translation>zamknięte: {holiday}</translation>
    </message>
    <message>
        <source>closed by the team</source>
        <translation>zamknięte przez zespół</translation>
    </message>
    <message>
        <source>it is past</source>
        <translation>to już przeszłość</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>zamknięte</translation>
    </message>
    <message>
        <source>the agent is away: {event}</source>
        <translation>opiekun jest nieobecny: {event}</translation>
    </message>
    <message>
        <source>too far ahead: this type is booked at most {length} ahead</source>
        <translation>zbyt odległy termin: ten typ rozmowy umawia się najwyżej na {length} naprzód</translation>
    </message>
    <message>
        <source>the call would not lie inside the working hours</source>
        <translation>rozmowa nie zmieściłaby się w godzinach pracy</translation>
    </message>
    <message>
        <source>the working hours are shorter than the call</source>
        <translation>godziny pracy są krótsze niż rozmowa</translation>
    </message>
    <message>
        <source>too soon: this type is booked at least {length} before</source>
        <translation>za wcześnie: wymagane wyprzedzenie dla tego typu rozmowy to {length}</translation>
    </message>
    <message>
        <source>the day is full: it takes {calls} of this type</source>
        <translation>dzień jest pełny: mieści {calls} tego typu</translation>
    </message>
    <message>
        <source>the week is full: it takes {calls} of this type</source>
        <translation>tydzień jest pełny: mieści {calls} tego typu</translation>
    </message>
    <message>
        <source>another call is too near: {event}</source>
        <translation>za blisko innej rozmowy: {event}</translation>
    </message>
    <message>
        <source>busy: {event}</source>
        <translation>zajęte: {event}</translation>
    </message>
    <message>
        <source>kept free for Severity 1: {length} a day</source>
        <translation>zostawione na zgłoszenia o ważności 1, dziennie {length}</translation>
    </message>
    <message>
        <source>it would swallow the Severity {severity} {clock} of {account}, due {due} ({request})</source>
        <translation>zabrałaby czas na {clock} klienta {account} (ważność {severity}, termin {due}, {request})</translation>
    </message>
    <message>
        <source>no specialist is free: {event}</source>
        <translation>żaden specjalista nie jest wolny: {event}</translation>
    </message>
    <message>
        <source>between two starts: this type starts every {length}</source>
        <translation>między dwoma początkami: ten typ zaczyna się co {length}</translation>
    </message>
    <message>
        <source>“{title}” {start}–{end}</source>
        <translation>„{title}” {start}–{end}</translation>
    </message>
    <message>
        <source>{when} can be booked.</source>
        <translation>{when}: można umówić.</translation>
    </message>
    <message>
        <source>{when} is not bookable: {why}.</source>
        <translation>{when}: nie można umówić: {why}.</translation>
    </message>
    <message>
        <source>{day}: {count}, the first at {time}</source>
        <translation>{day}: {count}, pierwszy o {time}</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>Why this time? {clock}</source>
        <translation>Dlaczego ten termin? {clock}</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Sample desk – Opiekun</source>
        <translation>Przykładowe biurko – Opiekun</translation>
    </message>
    <message>
        <source>What was done last cannot be taken back. Once more takes back: {deed}</source>
        <translation>Tego, co zrobiono ostatnio, nie można cofnąć. Jeszcze raz cofa: {deed}</translation>
    </message>
    <message>
        <source>That was a fault in Opiekun, and may not be stored. {key} shows its report.</source>
        <translation>To był błąd programu Opiekun i mogło się nie zapisać. {key} pokazuje raport.</translation>
    </message>
    <message>
        <source>Everybody’s requests</source>
        <translation>Zgłoszenia wszystkich</translation>
    </message>
    <message>
        <source>Your requests</source>
        <translation>Twoje zgłoszenia</translation>
    </message>
    <message>
        <source>account</source>
        <translation>klient</translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation>(bez tytułu)</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Critical</source>
        <translation>krytyczna</translation>
    </message>
    <message>
        <source>High</source>
        <translation>wysoka</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>standardowa</translation>
    </message>
    <message>
        <source>Bug fix</source>
        <translation>naprawa błędu</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>żądanie</translation>
    </message>
    <message>
        <source>service down, business stands still, no workaround</source>
        <translation>usługa nie działa, firma klienta stoi, brak obejścia</translation>
    </message>
    <message>
        <source>service up but badly degraded</source>
        <translation>usługa działa, ale poważnie zakłócona</translation>
    </message>
    <message>
        <source>part of the service lost</source>
        <translation>utracona część usługi</translation>
    </message>
    <message>
        <source>question about a non-critical fault</source>
        <translation>pytanie o usterkę, która nie jest krytyczna</translation>
    </message>
    <message>
        <source>advice, feature request, any other question</source>
        <translation>porada, prośba o funkcję, każde inne pytanie</translation>
    </message>
    <message>
        <source>chat</source>
        <translation>czat</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>telefon</translation>
    </message>
    <message>
        <source>e-mail</source>
        <translation>e-mail</translation>
    </message>
    <message>
        <source>contact</source>
        <translation>kontakt</translation>
    </message>
    <message>
        <source>first response</source>
        <translation>początkowa odpowiedź</translation>
    </message>
    <message>
        <source>next response</source>
        <translation>kolejna odpowiedź</translation>
    </message>
    <message>
        <source>update</source>
        <translation>aktualizacja</translation>
    </message>
    <message>
        <source>held</source>
        <translation>wstrzymany</translation>
    </message>
    <message>
        <source>running</source>
        <translation>biegnie</translation>
    </message>
    <message>
        <source>at risk</source>
        <translation>zagrożony</translation>
    </message>
    <message>
        <source>breached</source>
        <translation>przekroczony</translation>
    </message>
    <message>
        <source>met</source>
        <translation>dotrzymany</translation>
    </message>
    <message>
        <source>new</source>
        <translation>nowe</translation>
    </message>
    <message>
        <source>open</source>
        <translation>otwarte</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>z odpowiedzią</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>oczekuje</translation>
    </message>
    <message>
        <source>resolved</source>
        <translation>rozwiązane</translation>
    </message>
    <message>
        <source>Callbacks owed</source>
        <translation>Do oddzwonienia</translation>
    </message>
    <message>
        <source>Waiting on customer</source>
        <translation>Oczekuje na klienta</translation>
    </message>
    <message>
        <source>Held until opening</source>
        <translation>Wstrzymane do otwarcia</translation>
    </message>
    <message>
        <source>Severity {number} · {word}</source>
        <translation>Ważność {number} · {word}</translation>
    </message>
</context>
<context>
    <name>ZoneBox</name>
    <message>
        <source>Second time zone</source>
        <translation>Druga strefa czasowa</translation>
    </message>
    <message>
        <source>Time zones found</source>
        <translation>Znalezione strefy czasowe</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Pokaż</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Żadna</translation>
    </message>
    <message>
        <source>Its hours stand beside yours. Any part of a name finds it.</source>
        <translation>Jej godziny stoją obok Twoich. Wystarczy dowolna część nazwy.</translation>
    </message>
</context>
<context>
    <name>_Painter</name>
    <message>
        <source>today</source>
        <translation>dziś</translation>
    </message>
    <message>
        <source>all day</source>
        <translation>cały dzień</translation>
    </message>
    <message>
        <source>due {time}</source>
        <translation>termin {time}</translation>
    </message>
</context>
<context>
    <name>_Plural</name>
    <message numerus="yes">
        <source>%n guest(s) will be told</source>
        <translation>
            <numerusform>%n gość dostanie wiadomość</numerusform>
            <numerusform>%n goście dostaną wiadomość</numerusform>
            <numerusform>%n gości dostanie wiadomość</numerusform>
        </translation>
    </message>
</context>
</TS>
