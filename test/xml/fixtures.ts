/** Payloads of our own, in the shape that UCWA writes. */
const namespace = 'http://schemas.microsoft.com/rtc/2012/03/ucwa'

export const conversation = `<?xml version="1.0" encoding="utf-8"?>
<resource rel="conversation" href="/app/7/c/1" xmlns="${namespace}">
  <link rel="messaging" href="/app/7/c/1/m" />
  <link rel="localParticipant" href="/app/7/c/1/p/1" title="Tosh &amp; Co &quot;HQ&quot;" />
  <link rel="somethingNew" href="/new" revision="2" colour="blue" />
  <property name="rel">conversation</property>
  <property name="state">Connected</property>
  <property name="recording">False</property>
  <property name="readLocally">True</property>
  <property name="participantCount">2</property>
  <property name="created">2026-03-01T12:30:00.1250000+01:00</property>
  <property name="subject">Soup &lt;today&gt;</property>
  <property name="nobodyKnows">True</property>
  <propertyList name="activeModalities">
    <item>Messaging</item>
  </propertyList>
  <propertyList name="nothing" />
</resource>`

export const invitation = `<resource rel="messagingInvitation" href="/app/7/i/1" xmlns="${namespace}">
  <link rel="message" href="data:text/html;charset=utf-8,%3cb%3eHi%3c/b%3e%20%2b%2c%25" />
  <property name="state">Connected</property>
  <resource rel="from" href="/app/7/c/1/p/2">
    <property name="rel">participant</property>
    <property name="inLobby">False</property>
  </resource>
  <resource rel="acceptedByParticipant" href="/app/7/c/1/p/3">
    <property name="rel">participant</property>
  </resource>
</resource>`

export const page = `<events href="/app/7/events?ack=4" xmlns="${namespace}">
  <link rel="next" href="/app/7/events?ack=5" />
  <sender rel="communication" href="/app/7/communication">
    <completed rel="messagingInvitation" href="/app/7/i/1" status="Failure">
      <reason><code>RemoteFailure</code><subcode>Declined</subcode></reason>
      <resource rel="messagingInvitation" href="/app/7/i/1"><property name="state">Declined</property></resource>
    </completed>
  </sender>
  <sender rel="conversation" href="/app/7/c/1">
    <added rel="participant" href="/app/7/c/1/p/2" title="Lene">
      <in rel="typingParticipants" href="/app/7/c/1/typing" />
    </added>
    <deleted rel="conversation" href="/app/7/c/1" />
    <vanished rel="somethingNew" href="/new" />
  </sender>
  <sender rel="me" href="/app/7/me" />
</events>`

export const reason = `<reason xmlns="${namespace}">
  <code>BadRequest</code>
  <subcode>ParameterValidationFailure</subcode>
  <message>No.</message>
  <parameters><parameter><name>to</name><reason>is missing</reason></parameter></parameters>
  <debugInfo><errorReportId>12</errorReportId></debugInfo>
</reason>`

export const input = `<input xmlns="${namespace}">
  <link rel="message" href="data:text/plain;charset=utf-8,Hi" />
  <property name="to">sip:lene@contoso.com</property>
  <propertyList name="supportedModalities"><item>Messaging</item></propertyList>
</input>`
