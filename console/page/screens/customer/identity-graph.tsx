import { useMantineColorScheme } from '@mantine/core';
import { Background, Controls, type Edge, Handle, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import type { CustomerDetails, HeldIdentity } from '../../../../operations/console/customer-page.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { addressOf, goTo } from '../../routing/location.ts';
import classes from './customer.module.css';

interface Shown extends Record<string, unknown> {
  readonly title: string;
  readonly value: string;
  readonly notes: readonly string[];
  readonly grade: string;
}

const CENTRE = 'customer';
const RADIUS = { x: 265, y: 130 };

/** The customer in the middle, the identities around, and on each line the newest event that gave it. */
export function IdentityGraph({ page }: { readonly page: CustomerDetails }) {
  const { t, time } = useLanguage();
  const { colorScheme } = useMantineColorScheme();
  const nodes: Node<Shown>[] = [
    {
      id: CENTRE,
      type: 'shown',
      position: { x: -95, y: -23 },
      data: { title: t.customer.title, value: page.id, notes: [], grade: 'centre' },
      draggable: false,
    },
    ...page.identities.map((identity, index) => ({
      id: identity.key,
      type: 'shown',
      position: placeOf(index, page.identities.length),
      ariaLabel: `${identity.kind} ${identity.value}`,
      data: {
        title: identity.kind,
        value: identity.value,
        grade: identity.proofs[0]?.grade ?? 'none',
        notes: notesOf(identity),
      },
    })),
  ];
  function notesOf({ proofs, inCdp }: HeldIdentity): string[] {
    const [newest] = proofs;
    const proof = newest ? [t.event.grades[newest.grade] ?? newest.grade, time.ago(newest.at)] : [t.customer.noProof];
    return inCdp === false ? [...proof, t.customer.notInCdp] : proof;
  }
  const edges: Edge[] = page.identities.map(({ key, proofs, inCdp }) => {
    const [newest] = proofs;
    return {
      id: `e-${key}`,
      source: CENTRE,
      target: key,
      type: 'straight',
      ...(newest && { label: newest.type }),
      style: {
        stroke: newest?.grade === 'verified' ? 'var(--accent)' : 'var(--quiet)',
        strokeWidth: newest?.grade === 'verified' ? 2 : 1.2,
        ...(inCdp === false && { strokeDasharray: '4 4' }),
      },
    };
  });
  const open = (_event: unknown, edge: Edge) => {
    const proof = page.identities.find(({ key }) => `e-${key}` === edge.id)?.proofs[0];
    if (proof) goTo(addressOf.event(proof.event, proof.source));
  };
  return (
    <div className={classes['graph']} role="group" aria-label={t.customer.graphLabel}>
      <ReactFlow
        // Another set of identities is laid out anew.
        key={page.identities.map(({ key }) => key).join()}
        defaultNodes={nodes}
        defaultEdges={edges}
        nodeTypes={nodeTypes}
        onEdgeClick={open}
        fitView
        fitViewOptions={{ padding: 0.12, maxZoom: 1.1 }}
        minZoom={0.2}
        nodesConnectable={false}
        edgesFocusable={false}
        colorMode={colorScheme === 'auto' ? 'system' : colorScheme}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={22} size={1} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

/** On an ellipse, beginning at the top. */
function placeOf(index: number, count: number): { x: number; y: number } {
  const rings = count > 10 ? 2 : 1;
  const ring = index % rings;
  const angle = (index / count) * 2 * Math.PI - Math.PI / 2;
  const wider = 1 + ring * 0.7;
  return { x: Math.cos(angle) * RADIUS.x * wider - 88, y: Math.sin(angle) * RADIUS.y * wider - 38 };
}

function ShownNode({ data: { title, value, notes, grade } }: NodeProps<Node<Shown>>) {
  const isCentre = grade === 'centre';
  return (
    <div className={`${classes['node'] ?? ''} ${isCentre ? (classes['centre'] ?? '') : ''}`} data-grade={grade}>
      <Handle type={isCentre ? 'source' : 'target'} position={Position.Top} style={HIDDEN} isConnectable={false} />
      <div>
        <b>{title}</b>
      </div>
      <div className="mono">{value}</div>
      {notes.map((note) => (
        <div key={note} className="quiet">
          {note}
        </div>
      ))}
    </div>
  );
}

/** Lines go from centre to centre. */
const HIDDEN = { top: '50%', left: '50%', opacity: 0 } as const;
const nodeTypes = { shown: ShownNode };
